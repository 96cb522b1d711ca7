import type { webApi } from '@slack/bolt'
import { answerView } from './answer-view.ts'
import { context } from './blocks.ts'
import { escaped } from './mrkdwn.ts'
import { answerInWindow } from './on-home.ts'
import type { Send } from './outbox-task.ts'
import type { Parts } from './parts.ts'
import { conversationOf, ownersOf, personOf } from './place.ts'
import { ACTIONS } from './render-reply.ts'
import { change, post, respondPrivately } from './send.ts'
import { type Tap, tapFrom } from './tap.ts'
import { filled } from './words.ts'

/** Two taps on one button within so long are one, unsteady, tap. */
const DOUBLE_TAP_MS = 3_000

/** Choices: a tap says something for the runner, and is answered where the choice stood. */
export function listenToChoices(parts: Parts): void {
  parts.app.action(new RegExp(`^${ACTIONS.say}:\\d+$`), async (event) => {
    const { action, body, context: bolt, ack, client } = event
    const tap = tapFrom(body, action, bolt)
    if (tap && (await isFirstTap(parts, tap))) await answerTap(parts, tap, client)
    await ack()
  })
}

/** Whether this is not the second half of a double tap. */
function isFirstTap({ store }: Parts, tap: Tap): Promise<boolean> {
  const [message] = tap.id.split(':tap:')
  const key = `${personOf(tap)}:tap:${message}:${tap.block}:${tap.action}`
  return store.claim(key, DOUBLE_TAP_MS)
}

async function answerTap(parts: Parts, tap: Tap, client: webApi.WebClient): Promise<void> {
  const { accept, answers } = parts
  const { where, on, user } = tap
  if (on.kind === 'view')
    return on.isHome ? answerInWindow(parts, tap, client) : answerInView(parts, tap, client)
  const question = { id: tap.id, team: tap.team, user, where, text: tap.value }
  await accept(question, (reply): Send[] => {
    if (on.kind === 'whisper') {
      const rendered = answers.private(reply, { where })
      if (!tap.address) return [post(rendered, { channel: user, runner: user })]
      return [respondPrivately(rendered, { address: tap.address, thread: on.thread, runner: user })]
    }
    const { channel, thread } = on
    if (!channel.startsWith('D')) {
      return answers.inThread(reply, { where, channel, thread: thread ?? on.ts, runner: user })
    }
    const answer = post(answers.direct(reply, { where }), { channel, thread, runner: user })
    return [answer, ...answeredQuestion(parts, tap)]
  })
}

/** The question's buttons give way to what was chosen, so that nobody answers it twice. */
function answeredQuestion({ look }: Parts, { on, block, label, user }: Tap): Send[] {
  if (on.kind !== 'message' || !block.includes('|question')) return []
  const said = context(escaped(filled(look.words.answer.yourAnswer, { label })))
  const blocks = on.blocks.map((shown) => (shown.block_id === block ? said : shown))
  const { channel, ts } = on
  const send = change({ text: on.text, blocks: [] }, { channel, ts, runner: user })
  return [{ ...send, body: { ...send.body, blocks }, isAnswer: false }]
}

/** In a modal the next answer takes the place of the last. */
async function answerInView(
  { assistant, answers, clubs, look }: Parts,
  { team, user, where, value, on }: Tap,
  client: webApi.WebClient,
): Promise<void> {
  if (on.kind !== 'view') return
  const club = await clubs.of(team)
  const conversation = conversationOf({ team, user }, where)
  const reply = await assistant.answer({
    conversation,
    text: value,
    owners: ownersOf({ team, user }),
    club,
  })
  const view = answerView(answers.private(reply, { where, surface: 'view' }), look.words)
  await client.views.update({ view_id: on.id, ...(on.hash ? { hash: on.hash } : {}), view })
}
