import { type Block, type Choice, type Reply, renderText } from '../../replies/index.ts'
import {
  actions,
  type Button,
  button,
  context,
  plain,
  type SlackBlock,
  sections,
} from './blocks.ts'
import { LIMITS } from './limits.ts'
import { bold, cut, escaped } from './mrkdwn.ts'
import { type Folded, packed } from './pack.ts'
import { type Look, renderFolded, renderPart, type Surface } from './render-block.ts'
import type { Words } from './words.ts'

/** Ids of what can be tapped; a number follows, as ids of one row must differ. */
export const ACTIONS = {
  say: 'say',
  unfold: 'unfold',
  kneeMap: 'knee-map',
  continuePrivately: 'private',
  tellThread: 'tell-thread',
  share: 'share',
  feedback: 'feedback',
} as const

/** Characters that what is to be tapped may take; the rest belongs to the answer. */
const TAIL_ROOM = 7_000
const CHOICES_SHOWN = 10
const QUESTION_SHOWN = 600
/** Buttons that fold something away; more would crowd the message, so the rest is shown at once. */
const FOLDS = 4
/** With their pictures, three fill a phone; the rest unfolds. */
const EXERCISES_SHOWN = 3

export type Rendered = { text: string; blocks: SlackBlock[] }
type Shown = Pick<Reply, 'blocks' | 'suggestions'>

export type Extras = {
  /** Names the conversation that a tap goes on; comes back with the tap as part of its block's id. */
  where: string
  surface?: Surface
  /** Buttons of the place, such as "Continue in private"; they come before what is folded. */
  buttons?: readonly Button[]
  /** The entry that "was this helpful?" is about. */
  feedbackAbout?: string | undefined
  /** Grey words in front, such as who shares this. */
  lead?: string | undefined
}

/**
 * A reply as Slack blocks with the plain text that notifications and screen readers use. Every limit of Slack holds for
 * any reply: what does not fit is left out from the end of the answer, never the alert, the question or the buttons.
 */
export function renderReply(
  reply: Shown,
  look: Look,
  { where, surface = 'message', buttons = [], feedbackAbout, lead }: Extras,
): Rendered {
  const { folds, shown } = foldedParts(reply.blocks, look)
  const tail = withinRoom(
    [
      ...questionBlocks(reply.blocks, look, where),
      ...actions(reply.suggestions.slice(0, CHOICES_SHOWN).map(sayButton), `${where}|next`),
      ...actions([...buttons, ...folds], `${where}|foot`),
      ...(feedbackAbout && surface === 'message' ? [feedbackRow(feedbackAbout, look, where)] : []),
    ],
    { room: TAIL_ROOM, count: LIMITS.messageBlocks / 2 },
  ).kept
  const first = lead ? [context(lead)] : []
  const body = [
    ...first,
    ...onlyFirstTable(reply.blocks.flatMap((block) => bodyOf(block, look, surface, shown))),
  ]
  const blockLimit = surface === 'view' ? LIMITS.viewBlocks : LIMITS.messageBlocks
  const ending = context(escaped(look.words.answer.leftOut))
  const { kept, isWhole } = withinRoom(body, {
    room: LIMITS.allText - sizeOf(tail) - sizeOf([ending]),
    count: blockLimit - tail.length - 1,
  })
  const blocks = [...kept, ...(isWhole ? [] : [ending]), ...tail]
  // Slack refuses a message without blocks as well.
  return { text: fallback(reply), blocks: blocks.length > 0 ? blocks : [context('')] }
}

/** The whole reply as escaped plain text; what is folded away is left out. */
export function fallback({ blocks, suggestions }: Shown): string {
  const spoken = blocks.filter(({ kind }) => kind !== 'more' && kind !== 'why')
  return cut(escaped(renderText({ blocks: spoken, suggestions })), LIMITS.fallback) || '–'
}

function bodyOf(
  block: Block,
  look: Look,
  surface: Surface,
  shown: ReadonlySet<Block>,
): SlackBlock[] {
  if (shown.has(block)) return renderShown(block, look, surface)
  if (block.kind === 'sources') return []
  const isLong = block.kind === 'exercises' && block.items.length > EXERCISES_SHOWN
  const first = isLong ? { ...block, items: block.items.slice(0, EXERCISES_SHOWN) } : block
  return renderPart(first, look, surface)
}

/** What is folded behind a button, and which foldable parts must be shown because they do not fit behind one. */
function foldedParts(
  blocks: readonly Block[],
  { words }: Look,
): { folds: Button[]; shown: Set<Block> } {
  const folds: Button[] = []
  const shown = new Set<Block>()
  for (const block of blocks) {
    const part = foldable(block, words)
    if (!part) continue
    const value = folds.length < FOLDS ? packed(part) : undefined
    if (!value) {
      shown.add(block)
      continue
    }
    const label = block.kind === 'why' ? words.answer.why : part.title
    folds.push(button(label, { action: `${ACTIONS.unfold}:${folds.length}`, value }))
  }
  return { folds, shown }
}

/** A part that does not fit behind a button, in full. */
function renderShown(block: Block, look: Look, surface: Surface): SlackBlock[] {
  if (block.kind === 'sources' || block.kind === 'exercises')
    return renderPart(block, look, surface)
  const part = foldable(block, look.words)
  return part ? renderFolded(part, new Map()) : []
}

function foldable(block: Block, { answer }: Words): Folded | undefined {
  if (block.kind === 'sources') {
    const lines = block.evidence ? [block.evidence] : []
    return { title: answer.sources, lines, works: block.items.map(({ id }) => id) }
  }
  if (block.kind === 'exercises') {
    const rest = block.items.slice(EXERCISES_SHOWN)
    const lines = rest.map(
      ({ title, dose, how, harder, easier }) =>
        `${title} (${dose}). ${[...how, harder, easier].join(' ')}`,
    )
    return lines.length > 0 ? { title: answer.moreExercises, lines } : undefined
  }
  if (block.kind === 'more') return { title: block.title, lines: [...block.paragraphs] }
  if (block.kind !== 'why') return undefined
  const { title, words, entry, evidence, code } = block
  const quoted = words.map((said) => `“${said}”`).join(', ')
  return { title, lines: [quoted, entry?.title ?? '', evidence ?? '', code].filter(Boolean) }
}

function questionBlocks(blocks: readonly Block[], look: Look, where: string): SlackBlock[] {
  const question = blocks.find((block) => block.kind === 'question')
  if (question?.kind !== 'question') return []
  const map = button(look.words.kneeMap.button, { action: ACTIONS.kneeMap, style: 'primary' })
  return [
    ...sections([bold(question.text, QUESTION_SHOWN)]),
    ...actions(
      [
        ...(question.map === 'knee' ? [map] : []),
        ...question.options.slice(0, CHOICES_SHOWN).map(sayButton),
      ],
      `${where}|question`,
    ),
  ]
}

function sayButton({ label, says }: Choice, index: number): Button {
  return button(label, { action: `${ACTIONS.say}:${index}`, value: says })
}

function feedbackRow(topic: string, { words }: Look, where: string): SlackBlock {
  const { yes, no } = words.answer.feedback
  const value = (verdict: 'yes' | 'no') => `${verdict}:${topic}`
  return {
    type: 'context_actions',
    block_id: `${where}|feedback`,
    elements: [
      {
        type: 'feedback_buttons',
        action_id: ACTIONS.feedback,
        positive_button: { text: plain(yes, LIMITS.buttonText), value: value('yes') },
        negative_button: { text: plain(no, LIMITS.buttonText), value: value('no') },
      },
    ],
  }
}

/** Slack takes one table a message; later ones become lines. */
function onlyFirstTable(blocks: SlackBlock[]): SlackBlock[] {
  const first = blocks.findIndex(({ type }) => type === 'table')
  return blocks.flatMap((block, index) => {
    if (block.type !== 'table' || index === first) return [block]
    const lines = block.rows.map((row) =>
      row.map((cell) => ('text' in cell ? escaped(cell.text) : '')).join(' | '),
    )
    return sections(lines)
  })
}

function withinRoom(
  blocks: readonly SlackBlock[],
  { room, count }: { room: number; count: number },
): { kept: SlackBlock[]; isWhole: boolean } {
  const kept: SlackBlock[] = []
  let used = 0
  for (const block of blocks) {
    const size = sizeOf([block])
    if (used + size > room || kept.length >= count) return { kept, isWhole: false }
    used += size
    kept.push(block)
  }
  return { kept, isWhole: true }
}

/** What Slack counts is not documented; the whole of a block as it is sent is never less. */
function sizeOf(blocks: readonly SlackBlock[]): number {
  return blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)
}
