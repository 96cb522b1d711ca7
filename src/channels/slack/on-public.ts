import { topicBlocks } from '../../replies/index.ts'
import { context, sections } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { bold, cut, escaped, link } from './mrkdwn.ts'
import { CarriedAlert, unpacked } from './pack.ts'
import type { Parts } from './parts.ts'
import { conversationOf, DIRECT, ownersOf } from './place.ts'
import { renderPart } from './render-block.ts'
import { ACTIONS, renderReply } from './render-reply.ts'
import { tapFrom } from './tap.ts'
import { filled } from './words.ts'

/** What a runner may do with an answer where others read along: go on in private, tell the thread, share. */
export function listenInPublic(parts: Parts): void {
  continuePrivately(parts)
  tellThread(parts)
  share(parts)
  feedback(parts)
}

function continuePrivately({ app, assistant, look, log }: Parts): void {
  app.action(
    ACTIONS.continuePrivately,
    async ({ action, body, context: bolt, ack, client, respond }) => {
      await ack()
      const tap = tapFrom(body, action, bolt)
      if (!tap) return
      const { team, user, where } = tap
      const { words } = look
      const to = conversationOf({ team, user }, DIRECT)
      await assistant.carryOver({
        from: conversationOf({ team, user }, where),
        to,
        owners: ownersOf({ team, user }),
      })
      const alert = unpacked(tap.value, CarriedAlert)
      // The message in the channel is gone after a reload; what to do now must not go with it.
      const blocks = [
        ...(alert ? renderPart({ kind: 'alert', level: 'urgent', ...alert }, look, 'message') : []),
        ...sections([escaped(words.public.privateGreeting)]),
      ]
      const text = [...(alert ? [alert.text] : []), words.public.privateGreeting].join(' ')
      try {
        const { channel } = await client.chat.postMessage({
          channel: user,
          text: escaped(text),
          blocks,
        })
        const address = `https://slack.com/app_redirect?channel=${channel}&team=${bolt.teamId ?? ''}`
        const { privateOpened, privateLink } = words.public
        await respond(aside(`${escaped(privateOpened)} ${link(address, privateLink)}`))
      } catch (error) {
        log.warn(`slack: no private message (${error instanceof Error ? error.name : 'unknown'})`)
        await respond(aside(escaped(words.public.privateRefused)))
      }
    },
  )
}

/** With the runner's consent, asked for in a dialogue: a note with the action and the contact, and nothing they said. */
function tellThread({ app, look, log }: Parts): void {
  app.action(ACTIONS.tellThread, async ({ action, body, context: bolt, ack, client, respond }) => {
    await ack()
    const tap = tapFrom(body, action, bolt)
    const alert = unpacked(tap?.value, CarriedAlert)
    const [channel, thread] = tap?.where.split(':') ?? []
    if (!tap || !alert || !channel || !thread) return
    const { words } = look
    const note = filled(words.public.threadNote, {
      user: `<@${tap.user}>`,
      action: escaped(alert.text),
    })
    const contacts = renderPart(
      { kind: 'alert', level: 'urgent', ...alert },
      look,
      'message',
    ).slice(1)
    try {
      await client.chat.postMessage({
        channel,
        thread_ts: thread,
        text: note,
        blocks: [...sections([note]), ...contacts],
      })
      await respond(aside(escaped(words.public.threadTold)))
    } catch (error) {
      log.warn(`slack: no note in the thread (${error instanceof Error ? error.name : 'unknown'})`)
      await respond(aside(escaped(words.answer.failed)))
    }
  })
}

/** The entry's own words for everybody in the channel; nothing of what the runner told. */
function share({ app, assistant, look }: Parts): void {
  app.action(ACTIONS.share, async ({ action, body, context: bolt, ack, respond }) => {
    await ack()
    const tap = tapFrom(body, action, bolt)
    const entry = tap && assistant.knowledge.topics.get(tap.value)
    if (!tap || !entry) return
    const title = bold(entry.title)
    const lead = filled(look.words.public.shared, { user: `<@${tap.user}>`, title })
    const blocks = topicBlocks(entry, assistant.knowledge)
    const rendered = renderReply({ blocks, suggestions: [] }, look, { where: DIRECT, lead })
    await respond({ response_type: 'in_channel', replace_original: false, ...rendered })
  })
}

/** Counted by entry and verdict, never with who said it. */
function feedback({ app, assistant, look, countFeedback }: Parts): void {
  app.action(ACTIONS.feedback, async ({ action, body, context: bolt, ack, respond }) => {
    await ack()
    const tap = tapFrom(body, action, bolt)
    const [verdict, topic = ''] = tap?.value.split(':') ?? []
    if (!tap || !assistant.knowledge.topics.has(topic)) return
    await countFeedback(topic, verdict === 'yes' ? 'helpful' : 'not-helpful')
    await respond(aside(escaped(look.words.answer.feedback.thanks), tap.on))
  })
}

function aside(text: string, on?: { kind: string; thread?: string | undefined }) {
  return {
    response_type: 'ephemeral' as const,
    replace_original: false,
    ...(on?.thread ? { thread_ts: on.thread } : {}),
    text: cut(text, LIMITS.fallback),
    blocks: [context(text)],
  }
}
