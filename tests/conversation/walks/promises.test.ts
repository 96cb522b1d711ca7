import { describe, expect, it } from 'vitest'
import { NEW_STATE } from '../../../src/conversation/index.ts'
import type { Block, Reply } from '../../../src/replies/index.ts'
import { core } from '../../core.ts'
import { createPromises } from './promises.ts'
import type { Turn, Walk } from './walk.ts'

const { knowledge } = core
const promises = createPromises(knowledge)
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const question = (text: string): Block => ({ kind: 'question', text, options: [] })
const alert: Block = {
  kind: 'alert',
  level: 'urgent',
  text: 'Have it looked at today.',
  contacts: [{ label: 'Emergency number', dial: '999' }],
}

/** A turn about a plain sore knee; say only what differs. */
const turn = ({
  reply,
  ...differs
}: Partial<Omit<Turn, 'reply'>> & { reply?: Partial<Reply> } = {}): Turn => ({
  text: 'my knee is sore',
  state: NEW_STATE,
  isRepeatable: true,
  alone: [],
  ...differs,
  reply: {
    triage: 'self-care',
    redFlags: [],
    scope: 'knee',
    meta: null,
    topics: [],
    findings: [],
    blocks: [paragraph('Rest it a little.')],
    suggestions: [],
    ...reply,
  },
})
/** A turn with a stuck knee in force. */
const urgent = (differs: Partial<Reply> = {}): Turn =>
  turn({
    state: {
      ...NEW_STATE,
      redFlags: [{ id: 'locked-knee', level: 'urgent', turn: 1, from: ['stuck-now'] }],
    },
    reply: { triage: 'urgent', redFlags: ['locked-knee'], blocks: [alert], ...differs },
  })
const walk = (...turns: Turn[]): Walk => ({ seed: 1, turns })
const broken = (...turns: Turn[]) =>
  Object.entries(promises)
    .filter(([, isBrokenBy]) => isBrokenBy(walk(...turns)).length > 0)
    .map(([promise]) => promise)

const { yes } = knowledge.phrases.question.options
const selfCare = knowledge.topics.get('shoes')?.helps[0]?.text ?? ''
const confirming = question(`${knowledge.phrases.takeBackCheck} Is it stuck right now?`)

describe('the promises of a conversation', () => {
  it('are kept by a plain talk, and by a warning sign that stays', () => {
    expect(
      broken(turn(), turn({ reply: { blocks: [paragraph('Try the stairs slowly.')] } })),
    ).toEqual([])
    expect(broken(urgent(), urgent())).toEqual([])
  })

  it('let a warning sign go after its confirming question was answered with no', () => {
    const check = urgent({ blocks: [alert, confirming] })
    expect(broken(urgent(), check, turn({ text: 'no' }))).toEqual([])
    expect(broken(urgent(), check, turn({ text: yes }))).not.toEqual([])
  })

  it.each<[string, Turn[]]>([
    [
      'gives the same answer to the same message in the same state',
      [turn({ isRepeatable: false })],
    ],
    [
      'keeps its state under 8 KB',
      [
        turn({
          state: {
            ...NEW_STATE,
            asked: Array.from({ length: 400 }, (_, at) => `a-long-finding-${at}`),
          },
        }),
      ],
    ],
    [
      'asks at most one question in a reply, and never before it has answered',
      [turn({ reply: { blocks: [paragraph('Ice it.'), question('Where?'), question('When?')] } })],
    ],
    [
      'asks at most one question in a reply, and never before it has answered',
      [turn({ reply: { blocks: [question('Where?'), paragraph('Ice it.')] } })],
    ],
    [
      'never asks the same question twice',
      [0, 1].map((at) =>
        turn({ reply: { blocks: [paragraph(`Step ${at}.`), question('Did it pop?')] } }),
      ),
    ],
    [
      'asks at most five questions in a conversation',
      Array.from({ length: 6 }, (_, at) =>
        turn({ reply: { blocks: [paragraph(`Step ${at}.`), question(`Question ${at}?`)] } }),
      ),
    ],
    [
      'keeps every warning sign, and its level, until it is taken back or was seen by a professional',
      [urgent(), turn()],
    ],
    [
      'hears a warning sign told later as it would have heard it first',
      [turn(), turn({ alone: [{ id: 'locked-knee', level: 'urgent', turn: 1, from: [] }] })],
    ],
    ['never answers below the warning signs in force', [urgent({ triage: 'soon' })]],
    [
      'begins an urgent reply with what to do and whom to contact',
      [urgent({ blocks: [paragraph('By the way.'), alert] })],
    ],
    [
      'holds no self-care or training in an urgent reply',
      [urgent({ blocks: [alert, paragraph(selfCare)] })],
    ],
    [
      'holds no self-care or training in an urgent reply',
      [urgent({ blocks: [alert, { kind: 'exercises', title: 'Exercises', items: [] }] })],
    ],
    [
      'repeats no sentence from the two replies before',
      [turn(), turn({ reply: { blocks: [paragraph('Walk.')] } }), turn()],
    ],
    [
      'says at most 90 words of prose in its first reply, the rest on tap',
      [turn({ reply: { blocks: [paragraph('word '.repeat(91))] } })],
    ],
    [
      'understands every option that it offers',
      [
        turn({ reply: { suggestions: [{ label: 'Shoes', says: 'shoes' }] } }),
        turn({ text: 'shoes', reply: { scope: 'off-topic', blocks: [paragraph('Hm.')] } }),
      ],
    ],
    [
      'offers at most four things to ask next',
      [turn({ reply: { suggestions: Array(5).fill({ label: 'Shoes', says: 'shoes' }) } })],
    ],
  ])('notice when a conversation breaks one: %s', (promise, turns) => {
    expect(broken(...turns)).toContain(promise)
  })

  it('notice a crash', () => {
    const crashed: Walk = { seed: 1, turns: [], crash: { text: 'hello', error: new Error('oh') } }
    expect(promises['never crashes']?.(crashed)).toHaveLength(1)
  })
})
