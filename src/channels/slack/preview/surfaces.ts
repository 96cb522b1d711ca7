import { randomUUID } from 'node:crypto'
import type { types } from '@slack/bolt'
import type { Assistant, Club } from '../../../assistant.ts'
import { topicBlocks } from '../../../replies/index.ts'
import { createAnswers } from '../answer.ts'
import { answerView } from '../answer-view.ts'
import { type SlackBlock, sections } from '../blocks.ts'
import { homeView } from '../home-view.ts'
import { checkView, clubView, kneeMapView } from '../modals.ts'
import { bold, escaped } from '../mrkdwn.ts'
import { DIRECT, inThread } from '../place.ts'
import { type Look, renderFolded, renderPart } from '../render-block.ts'
import { renderReply } from '../render-reply.ts'
import { filled } from '../words.ts'

/** What is shown: a message as a person meets it, or a view. */
export type Shown =
  | { kind: 'said'; by: string; text: string }
  | { kind: 'message'; blocks: readonly SlackBlock[]; onlyYou: boolean }
  | { kind: 'view'; view: types.ModalView | types.HomeView }
export type Surface = { id: string; title: string; shown: readonly Shown[] }

const SAID = {
  complaint: 'my knee hurts behind the kneecap when I squat and after sitting',
  general: 'is cadence important for my knees?',
  redFlag: 'my calf is swollen and hot since my flight',
  exercises: 'show me the exercises',
  plan: 'help me get back to running',
  training: 'check my training: 20 km, 22 km, 24 km, 38 km',
} as const

/** Every surface of Slack, made by running the real assistant and renderers; nothing is drawn by hand. */
export async function surfaces(assistant: Assistant, look: Look, club: Club): Promise<Surface[]> {
  const { knowledge } = assistant
  const { words } = look
  const answers = createAnswers(assistant, look)
  // Every visit begins anew; else the second look at a page would go on with the first.
  const visit = randomUUID()
  const ask = (text: string, conversation = text) =>
    assistant.answer({ conversation: `preview:${visit}:${conversation}`, text, club })
  const said = (text: string): Shown => ({ kind: 'said', by: 'runner', text })
  const message = (blocks: readonly SlackBlock[]): Shown => ({
    kind: 'message',
    blocks,
    onlyYou: false,
  })
  const whisper = (blocks: readonly SlackBlock[]): Shown => ({
    kind: 'message',
    blocks,
    onlyYou: true,
  })
  const direct = async (text: string, conversation?: string) => [
    said(text),
    message(answers.direct(await ask(text, conversation), { where: DIRECT }).blocks),
  ]
  const thread = async (text: string): Promise<Shown[]> => {
    const place = { where: inThread('C1', '1.1'), channel: 'C1', thread: '1.1', runner: 'U1' }
    const sends = answers.inThread(await ask(text, `thread ${text}`), place)
    return [
      said(`@Kneewise ${text}`),
      ...sends.flatMap((send): Shown[] => {
        if (send.to !== 'api') return []
        const blocks = send.body.blocks as SlackBlock[]
        return [send.method === 'chat.postEphemeral' ? whisper(blocks) : message(blocks)]
      }),
    ]
  }
  const topic = knowledge.topics.get('cadence')
  const general = topic ? topicBlocks(topic, knowledge) : []
  const more = general.find((block) => block.kind === 'more')
  const alert = (await ask(SAID.redFlag, 'note')).blocks.find((block) => block.kind === 'alert')
  const note = filled(words.public.threadNote, {
    user: '<@U1>',
    action: escaped(alert?.kind === 'alert' ? alert.text : ''),
  })
  const metadata = { where: DIRECT, target: { to: 'view' as const } }
  const home = {
    club,
    recent: ['patellofemoral-pain', 'cadence', 'shoes'],
    retentionDays: 30,
    canChangeClub: true,
  }
  return [
    {
      id: 'home',
      title: 'App Home',
      shown: [{ kind: 'view', view: homeView(home, look, knowledge) }],
    },
    { id: 'direct', title: 'A direct message', shown: await direct(SAID.complaint) },
    {
      id: 'more',
      title: 'More, opened in place',
      shown:
        more?.kind === 'more'
          ? [
              message(
                renderFolded({ title: more.title, lines: [...more.paragraphs] }, knowledge.sources),
              ),
            ]
          : [],
    },
    { id: 'red-flag', title: 'A red flag in a direct message', shown: await direct(SAID.redFlag) },
    { id: 'thread', title: 'A mention in a channel', shown: await thread(SAID.complaint) },
    { id: 'general', title: 'A general question in a channel', shown: await thread(SAID.general) },
    { id: 'thread-red-flag', title: 'A red flag in a channel', shown: await thread(SAID.redFlag) },
    {
      id: 'note',
      title: 'The note in the thread, after the runner agreed',
      shown: [
        message([
          ...sections([note]),
          ...(alert ? renderPart(alert, look, 'message').slice(1) : []),
        ]),
      ],
    },
    {
      id: 'command',
      title: '/knee',
      shown: [
        said(`/knee ${SAID.general}`),
        whisper(
          answers.private(await ask(SAID.general, 'command'), { where: DIRECT, canShare: true })
            .blocks,
        ),
      ],
    },
    {
      id: 'shared',
      title: 'Shared in the channel',
      shown: [
        message(
          renderReply({ blocks: general, suggestions: [] }, look, {
            where: DIRECT,
            lead: filled(words.public.shared, { user: '<@U1>', title: bold(topic?.title ?? '') }),
          }).blocks,
        ),
      ],
    },
    {
      id: 'knee-map',
      title: 'The knee map',
      shown: [{ kind: 'view', view: kneeMapView(metadata, look) }],
    },
    {
      id: 'check',
      title: 'The red-flag check',
      shown: [{ kind: 'view', view: checkView(metadata, look, knowledge) }],
    },
    {
      id: 'answer',
      title: 'An answer in a window',
      shown: [
        {
          kind: 'view',
          view: answerView(
            answers.private(await ask(SAID.general, 'view'), { where: DIRECT, surface: 'view' }),
            words,
          ),
        },
      ],
    },
    { id: 'exercises', title: 'Exercises', shown: await direct(SAID.exercises) },
    { id: 'plan', title: 'Back to running', shown: await direct(SAID.plan) },
    { id: 'training', title: 'A training check', shown: await direct(SAID.training) },
    {
      id: 'club',
      title: 'Club settings',
      shown: [
        {
          kind: 'view',
          view: clubView({ ...club, professionals: [...club.professionals] }, words),
        },
      ],
    },
  ]
}
