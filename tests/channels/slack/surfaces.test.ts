import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readWords } from '../../../src/channels/slack/words.ts'
import { core } from '../../core.ts'
import { eventually, type RunningServer, runServer } from '../server.ts'
import {
  BOT_TOKEN,
  buttonsOf,
  CHANNEL,
  createSender,
  DIRECT,
  OTHER,
  type Posted,
  RUNNER,
  SIGNING_SECRET,
  type SlackPeer,
  startSlackPeer,
  TEAM,
} from './slack-peer.ts'

const words = readWords()
const RED_FLAG = 'my calf is swollen and hot since my flight'
const SHOES = 'how often should I replace my running shoes?'
const COMPLAINT = 'my knee hurts on the outside when I run downhill and it started two weeks ago'

let slack: SlackPeer
let kneewise: RunningServer
let send: ReturnType<typeof createSender>

beforeAll(async () => {
  slack = await startSlackPeer()
  kneewise = await runServer({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
  })
  send = createSender(kneewise.url)
  await eventually(() => slack.calls.find(({ method }) => method === 'auth.test'))
})
afterAll(async () => {
  await kneewise?.close()
  await slack?.close()
})
beforeEach(async () => {
  // Each test is a runner who comes for the first time.
  await eraseAll()
  for (const list of [slack.calls, slack.messages, slack.responses, slack.views]) list.length = 0
})

async function eraseAll(): Promise<void> {
  const erase = { type: 'button', action_id: 'erase', block_id: 'direct|privacy:0' }
  await send.tapInView(erase, { type: 'home', blocks: [] })
}

const first = (channel: string, person?: string) =>
  eventually(() => slack.readable(channel, person)[0])
const button = (blocks: Posted['blocks'], label: string) => {
  const found = buttonsOf(blocks).find((each) => each.label === label)
  if (!found) throw new Error(`no button "${label}"`)
  return found
}
const shown = (value: unknown) => JSON.stringify(value)
const settle = () => new Promise((resolve) => setTimeout(resolve, 150))

describe('a mention in a channel', () => {
  it('is answered for all in the thread when it tells nothing of the runner', async () => {
    const ts = send.ts()
    await send.mention('is cadence important for my knees?', { ts })
    const answer = await first(CHANNEL)
    expect(answer).toMatchObject({ thread: ts, onlyFor: undefined })
    expect(answer.text).toContain('Cadence')
    await settle()
    expect(slack.messages).toHaveLength(1)
  })

  it('tells a red flag to the runner alone, and the thread nothing', async () => {
    const ts = send.ts()
    await send.mention(RED_FLAG, { ts })
    const whisper = await first(CHANNEL, RUNNER)
    expect(whisper).toMatchObject({ thread: ts, onlyFor: RUNNER })
    expect(whisper.text).toMatch(/^See a doctor today/)
    await settle()
    expect(slack.readable(CHANNEL)).toEqual([])
  })

  it('puts a note into the thread only when the runner wants it, with nothing they told', async () => {
    const ts = send.ts()
    await send.mention(RED_FLAG, { ts })
    const whisper = await first(CHANNEL, RUNNER)
    const tell = button(whisper.blocks, words.public.tellThread)
    expect(tell.confirm).toBeDefined()
    await send.tap(tell, whisper, { url: slack.url })
    const note = await eventually(() => slack.readable(CHANNEL)[0])
    expect(note.thread).toBe(ts)
    expect(shown(note.blocks)).toContain(`<@${RUNNER}> may need help now. See a doctor today.`)
    expect(shown(note)).not.toMatch(/calf|swollen|flight/)
    expect(await eventually(() => slack.responses[0])).toMatchObject({
      response_type: 'ephemeral',
      text: words.public.threadTold,
    })
  })

  it('goes on in private with what was said, the red flag first', async () => {
    await send.mention(RED_FLAG)
    const whisper = await first(CHANNEL, RUNNER)
    await send.tap(button(whisper.blocks, words.public.private), whisper, { url: slack.url })
    const greeting = await first(DIRECT)
    expect(greeting.text).toMatch(/^See a doctor today/)
    expect(shown(await eventually(() => slack.responses[0]))).toContain(`channel=${DIRECT}`)
    await send.direct('which running shoes suit a heavy runner?')
    const answer = await eventually(() => slack.readable(DIRECT)[1])
    expect(answer.text).toMatch(/^.{0,30}see a doctor today/i)
    expect(answer.text).toContain('swollen, warm or sore calf')
  })

  it('keeps what one runner told from another who taps in the same thread', async () => {
    const ts = send.ts()
    await send.mention(COMPLAINT, { ts })
    const general = await first(CHANNEL)
    const [topic] = buttonsOf(general.blocks).filter(({ action_id }) => action_id === 'say:0')
    if (!topic) return
    await send.tap(topic, general, { by: OTHER, url: slack.url })
    const answer = await eventually(() => slack.readable(CHANNEL)[1])
    expect(answer.text).not.toContain('because you mentioned')
  })
})

describe('a direct message', () => {
  it('is answered with buttons, what is folded away, and "was this helpful?"', async () => {
    await send.direct(SHOES)
    const answer = await first(DIRECT)
    expect(answer.blocks[0]).toMatchObject({ type: 'section' })
    expect(buttonsOf(answer.blocks).some(({ action_id }) => action_id === 'unfold:0')).toBe(true)
    expect(shown(answer.blocks)).toContain('feedback_buttons')
  })

  it('unfolds "More" in its place', async () => {
    await send.direct(SHOES)
    const answer = await first(DIRECT)
    const more = buttonsOf(answer.blocks).find(({ action_id }) => action_id === 'unfold:0')
    await send.tap(more ?? {}, answer, { url: slack.url })
    await eventually(() => (answer.edits === 1 ? true : undefined))
    expect(slack.readable(DIRECT)).toHaveLength(1)
    expect(shown(answer.blocks)).not.toContain('unfold:0')
    expect(shown(answer.blocks)).toContain(core.knowledge.topics.get('shoes')?.howLong.text ?? '?')
  })

  it('counts what was helpful, and thanks', async () => {
    await send.direct(SHOES)
    const answer = await first(DIRECT)
    const helpful = { type: 'feedback_buttons', action_id: 'feedback', block_id: 'direct|feedback' }
    await send.tap({ ...helpful, value: 'yes:shoes' }, answer, { url: slack.url })
    expect((await eventually(() => slack.responses[0])).text).toBe(words.answer.feedback.thanks)
  })

  it('answers a tapped choice below, and shows what was chosen in place of the buttons', async () => {
    await send.direct('my knee hurts behind the kneecap when I squat')
    const answer = await first(DIRECT)
    const option = buttonsOf(answer.blocks).find(({ block_id }) =>
      String(block_id).includes('|question'),
    )
    if (!option) throw new Error('no question was asked back')
    await send.tap(option, answer, { url: slack.url })
    await eventually(() => slack.readable(DIRECT)[1])
    await eventually(() => (answer.edits === 1 ? true : undefined))
    expect(shown(answer.blocks)).toContain(`You said: ${option.label}`)
    expect(shown(answer.blocks)).not.toContain('|question')
  })

  it('takes an unsteady double tap for one', async () => {
    await send.direct(SHOES)
    const answer = await first(DIRECT)
    const next = buttonsOf(answer.blocks).find(({ action_id }) => action_id === 'say:0')
    await Promise.all([1, 2].map(() => send.tap(next ?? {}, answer, { url: slack.url })))
    await eventually(() => slack.readable(DIRECT)[1])
    await settle()
    expect(slack.readable(DIRECT)).toHaveLength(2)
  })

  it('is answered anew in place when its writer corrects it within two minutes', async () => {
    const ts = send.ts()
    await send.direct('is cadnse important?', { ts })
    const answer = await first(DIRECT)
    const changed = (text: string, laterS: number) =>
      send.event({
        type: 'message',
        subtype: 'message_changed',
        channel_type: 'im',
        channel: DIRECT,
        message: {
          type: 'message',
          user: RUNNER,
          text,
          ts,
          edited: { user: RUNNER, ts: String(Number(ts) + laterS) },
        },
        previous_message: { type: 'message', user: RUNNER, text: 'is cadnse important?', ts },
      })
    await changed('which warm-up is best?', 30)
    await eventually(() => (answer.edits === 1 ? true : undefined))
    expect(answer.text).toMatch(/warm/i)
    await changed('which warm-up is best?', 200)
    await changed('is cadnse important?', 40)
    await settle()
    expect(answer.edits).toBe(1)
    expect(slack.readable(DIRECT)).toHaveLength(1)
  })
})

describe('/knee', () => {
  it('answers in the acknowledgement, to the runner alone, and shares on request the general part', async () => {
    const response = await send.command(COMPLAINT)
    const body = await response.json()
    expect(body).toMatchObject({ response_type: 'ephemeral' })
    const whisper: Posted = {
      channel: CHANNEL,
      ts: send.ts(),
      thread: undefined,
      text: body.text,
      blocks: body.blocks,
      onlyFor: RUNNER,
      edits: 0,
    }
    await send.tap(button(body.blocks, words.public.share), whisper, { url: slack.url })
    const shared = await eventually(() => slack.responses[0])
    expect(shared).toMatchObject({ response_type: 'in_channel', replace_original: false })
    expect(shown(shared)).toContain(`<@${RUNNER}> shares`)
    expect(shown(shared)).not.toMatch(/because you|two weeks/)
  })

  it('offers nothing to share at a red flag', async () => {
    const body = await (await send.command(RED_FLAG)).json()
    expect(body.text).toMatch(/^See a doctor today/)
    expect(shown(body.blocks)).not.toContain(words.public.share)
  })

  it('says how it is used when nothing is asked', async () => {
    const body = await (await send.command(' ')).json()
    expect(body).toEqual({ response_type: 'ephemeral', text: words.command.empty })
  })
})

describe('"Ask Kneewise about this"', () => {
  it('answers about the picked message to whoever asked, apart from their own conversation', async () => {
    await send.interaction({
      type: 'message_action',
      callback_id: 'ask-about-message',
      action_ts: send.ts(),
      channel: { id: CHANNEL },
      message: { type: 'message', user: OTHER, text: RED_FLAG, ts: send.ts() },
      message_ts: send.ts(),
      response_url: `${slack.url}/respond/2`,
    })
    const answer = await eventually(() => slack.responses[0])
    expect(answer).toMatchObject({ response_type: 'ephemeral' })
    expect(String(answer.text)).toMatch(/^See a doctor today/)
    await send.direct(SHOES)
    expect((await first(DIRECT)).text).not.toContain('See a doctor today')
  })
})

describe('the App Home', () => {
  const home = async () => {
    await send.event({ type: 'app_home_opened', user: RUNNER, channel: DIRECT, tab: 'home' })
    return eventually(() => slack.homes.get(RUNNER))
  }

  it('shows the search box, the check, the knee map, recent topics and the privacy controls', async () => {
    await send.direct(SHOES)
    await first(DIRECT)
    slack.homes.clear()
    const view = shown(await home())
    for (const part of [
      words.home.ask,
      words.check.button,
      words.kneeMap.button,
      words.home.recent,
      core.knowledge.topics.get('shoes')?.title ?? '?',
      words.home.erase,
    ])
      expect(view).toContain(part)
  })

  it('answers what is typed into the search box in a window, where a tap goes on', async () => {
    const ask = { type: 'plain_text_input', action_id: 'home-ask', block_id: 'direct|ask' }
    await send.tapInView({ ...ask, value: SHOES }, { type: 'home', blocks: [] })
    const view = await eventually(() => slack.views[0])
    expect(shown(view)).toContain(core.knowledge.topics.get('shoes')?.shortAnswer.text.slice(0, 20))
    const next = buttonsOf(view.blocks as Posted['blocks']).find(
      ({ action_id }) => action_id === 'say:0',
    )
    await send.tapInView(next ?? {}, view)
    expect((await eventually(() => slack.views[1])).by).toBe('views.update')
  })

  it('opens the knee map, and answers the place that was picked', async () => {
    await send.tapInView(
      { type: 'button', action_id: 'knee-map', block_id: 'direct|map:0' },
      {
        type: 'home',
        blocks: [],
      },
    )
    const map = await eventually(() => slack.views[0])
    const response = await send.submit(map, {
      region: { region: { selected_option: { value: '8' } } },
      note: { note: { value: 'worse downhill' } },
    })
    const body = await response.json()
    expect(body.response_action).toBe('update')
    const answer = await first(DIRECT)
    expect(answer.text).toContain('Iliotibial')
  })

  it('opens the red-flag check, and sends whoever ticks a sign to help', async () => {
    await send.tapInView(
      { type: 'button', action_id: 'check', block_id: 'direct|check:0' },
      {
        type: 'home',
        blocks: [],
      },
    )
    const check = await eventually(() => slack.views[0])
    const ticked = { selected_options: [{ value: 'locked-knee' }] }
    const response = await send.submit(check, { 'signs:urgent:0': { signs: ticked } })
    const body = await response.json()
    expect(shown(body.view.blocks[0])).toContain('rotating_light')
    expect((await first(DIRECT)).blocks[0]).toMatchObject({ type: 'section' })
    const nothing = await (await send.submit(check, {})).json()
    expect(shown(nothing.view)).toContain(words.check.none)
  })

  it('erases at once what it knows about a person', async () => {
    await send.direct(RED_FLAG)
    await first(DIRECT)
    await eraseAll()
    expect(shown(slack.homes.get(RUNNER))).toContain(words.home.erased)
    await send.direct(SHOES)
    expect((await eventually(() => slack.readable(DIRECT)[1])).text).not.toContain('doctor today')
  })
})

describe('the red-flag check', () => {
  it('knows words for every warning sign, and each raises its red flag', async () => {
    expect(Object.keys(words.check.signs).sort()).toEqual(
      [...core.knowledge.redFlags.keys()].sort(),
    )
    for (const [id, text] of Object.entries(words.check.signs)) {
      await eraseAll()
      const check = { id: `V-${id}`, type: 'modal', callback_id: 'check', private_metadata: '' }
      const ticked = { selected_options: [{ value: id }] }
      const body = await (await send.submit(check, { 'signs:urgent:0': { signs: ticked } })).json()
      const { level } = core.knowledge.redFlags.get(id) ?? {}
      const text0 = shown(body.view.blocks)
      if (level === 'soon') expect(text0, text).toContain(core.knowledge.phrases.soonLead)
      else expect(text0, text).toContain('rotating_light')
    }
  })
})

describe('the knee map', () => {
  it('has words for every place that name a place the reading knows', async () => {
    for (const { number, says } of words.kneeMap.regions) {
      const check = {
        id: `V-${number}`,
        type: 'modal',
        callback_id: 'knee-map',
        private_metadata: '',
      }
      slack.messages.length = 0
      await eraseAll()
      await send.submit(check, {
        region: { region: { selected_option: { value: String(number) } } },
      })
      const answer = await first(DIRECT)
      expect(answer.text, says).not.toContain(core.knowledge.phrases.unsure.lead)
    }
  })
})

describe('a question that a knee map can answer', () => {
  it('opens the map from the message, and is answered below it', async () => {
    await send.direct('my knee hurts')
    const answer = await first(DIRECT)
    await send.tap(button(answer.blocks, words.kneeMap.button), answer, { url: slack.url })
    const map = await eventually(() => slack.views[0])
    const picked = { region: { region: { selected_option: { value: '8' } } } }
    expect(await (await send.submit(map, picked)).text()).toBe('')
    const next = await eventually(() => slack.readable(DIRECT)[1])
    expect(next.text).not.toContain(core.knowledge.phrases.unsure.lead)
  })
})

describe('the agent view', () => {
  it('offers prompts where the plan has it, and shows a status and threads from then on', async () => {
    await send.event({ type: 'app_home_opened', user: RUNNER, channel: DIRECT, tab: 'messages' })
    const prompts = await eventually(() =>
      slack.calls.find(({ method }) => method === 'assistant.threads.setSuggestedPrompts'),
    )
    expect(prompts.body.prompts).toHaveLength(4)
    const ts = send.ts()
    await send.direct(SHOES, { ts })
    expect((await first(DIRECT)).thread).toBe(ts)
    await eventually(() =>
      slack.calls.find(({ method }) => method === 'assistant.threads.setStatus'),
    )
  })
})

describe('what is not meant for it', () => {
  it('is left alone: bots, joins, itself, deletions, channels without a mention', async () => {
    await send.direct('my knee hurts', { bot_id: 'B1' })
    await send.direct('my knee hurts', { subtype: 'channel_join' })
    await send.direct('my knee hurts', { user: 'U0BOT' })
    await send.direct('', { subtype: 'message_deleted' })
    await send.event({
      type: 'message',
      channel_type: 'channel',
      channel: CHANNEL,
      user: RUNNER,
      text: 'my knee hurts',
      ts: send.ts(),
    })
    await settle()
    expect(slack.messages).toEqual([])
  })
})

describe('a workspace that removes it', () => {
  it('leaves nothing behind', async () => {
    await send.direct(RED_FLAG)
    await first(DIRECT)
    await send.event({ type: 'app_uninstalled' })
    await settle()
    await send.direct(SHOES)
    expect((await eventually(() => slack.readable(DIRECT)[1])).text).not.toContain('doctor today')
    expect(TEAM).toBeDefined()
  })
})
