import { isTold } from '../assessment/index.ts'
import { isPressing, type Triage } from '../knowledge/index.ts'
import {
  type Block,
  type Choice,
  fitScreen,
  type Reply,
  visibleSentences,
  withoutHeard,
  wordsIn,
} from '../replies/index.ts'
import type { Answered } from './answered.ts'
import { aftercareBlocks, withNumbers } from './blocks/aftercare.ts'
import { variant } from './blocks/fill.ts'
import { whyBlock } from './blocks/why.ts'
import { levelOf } from './flags.ts'
import { isHeard, marksOf } from './heard.ts'
import { knownFrom } from './known.ts'
import { KEPT, type State } from './state.ts'
import { type Turn, triageOf } from './turn.ts'

/** Choices under a reply; more would be a menu. */
const CHOICES_SHOWN = 4
/** Beside the options of a question. */
const CHOICES_BESIDE_QUESTION = 2
/** Options from which a question fills the screen by itself. */
const MANY_OPTIONS = 5
const TOPICS_SHOWN = 5

/**
 * The reply from what a kind of turn answered, the same way for all kinds: it says once what it is, repeats no sentence
 * of the two replies before, and shows as much as one screen holds. An alert is shown whole.
 */
export function finish(turn: Turn, answered: Answered): { state: State; reply: Reply } {
  const { before, world, reading } = turn
  const { phrases } = world.knowledge
  const level = levelOf(answered.state.redFlags)
  const introduces = answered.introduces === true && !before.introduced && !isPressing(level)
  const introduction: Block[] = introduces
    ? [{ kind: 'paragraph', text: phrases.introduction }]
    : []
  const acknowledgement: Block[] = acknowledgementsOf(turn).map((text) => ({
    kind: 'paragraph',
    text,
  }))
  // Whom to call stays in front for a while after a danger to life was denied; an alarm says it itself.
  const isBegun = answered.state.aftercare !== before.aftercare
  const aftercare = isBegun || isPressing(level) ? [] : aftercareBlocks(answered.state, world)
  const question = answered.question ? [answered.question] : []
  const isKnown = (sentence: string) => isHeard(before.heard, sentence)
  // In another language there is one sentence, and nothing else that its reader could read in place of it.
  const fresh: readonly Block[] = answered.unread
    ? answered.blocks
    : unheard(answered.blocks, isKnown, level)
  const isSilent = fresh.every(({ kind }) => kind === 'more' || kind === 'sources')
  const body: readonly Block[] =
    isSilent && question.length === 0
      ? [{ kind: 'paragraph', text: variant(phrases.repeat, answered.state.turns) }, ...fresh]
      : fresh
  const reserved = [...aftercare, ...acknowledgement, ...introduction, ...question].reduce(
    (sum, block) => sum + wordsIn(block),
    0,
  )
  const fitted =
    isPressing(level) || answered.isWhole
      ? body
      : fitScreen(body, { reserved, moreTitle: phrases.titles.more })
  const isFolded = ({ kind }: Block) => kind === 'more' || kind === 'sources'
  const blocks = [
    ...aftercare,
    ...acknowledgement,
    ...fitted.filter((block) => !isFolded(block)),
    ...introduction,
    ...fitted.filter(isFolded),
    ...whyBlock(turn, answered),
    ...question,
  ]
  const choices = uniqueChoices(answered.choices).slice(0, choicesShown(answered))
  const { present } = knownFrom(answered.state.findings)
  const visit = turn.visit && isTold(turn.visit.when, present) ? turn.visit : undefined
  const complaint = answered.unread ? before.complaint : turn.isComplaint
  return {
    state: {
      ...answered.state,
      language: answered.unread?.language ?? null,
      introduced: before.introduced || introduces,
      heard: [...before.heard, marksOf(visibleSentences(blocks))].slice(-2),
      offered: offeredBy(blocks, choices),
    },
    reply: {
      triage: triageOf(answered.state.redFlags, { visit, isComplaint: complaint }),
      redFlags: answered.state.redFlags.map(({ id }) => id),
      scope: answered.unread?.scope ?? turn.scope,
      meta: turn.scope === 'meta' && !answered.unread ? (reading.meta ?? 'help') : null,
      topics: (answered.topics ?? turn.topics).slice(0, TOPICS_SHOWN),
      findings: answered.unread ? [] : [...turn.said].map(([id, assertion]) => ({ id, assertion })),
      blocks,
      suggestions: choices,
    },
  }
}

/** What became of a warning sign by what was told; an alarm that is in force goes before that. */
function acknowledgementsOf({ isTakenBack, isSeen, redFlags, world }: Turn): string[] {
  const { phrases } = world.knowledge
  if (isPressing(levelOf(redFlags))) return []
  return [
    ...(isTakenBack ? [phrases.takenBackOutright] : []),
    ...(isSeen ? [withNumbers(phrases.seen, world)] : []),
  ]
}

/** What to do about a warning sign is said again: whoever reads only the last reply must find it. */
function unheard(
  blocks: readonly Block[],
  isKnown: (sentence: string) => boolean,
  level: Triage,
): Block[] {
  if (!isPressing(level)) return withoutHeard(blocks, isKnown)
  return blocks.flatMap((block) =>
    block.kind === 'paragraph' ? withoutHeard([block], isKnown) : block,
  )
}

function choicesShown({ question }: Answered): number {
  if (!question) return CHOICES_SHOWN
  return question.options.length >= MANY_OPTIONS ? 0 : CHOICES_BESIDE_QUESTION
}

/** What the choices say, in the order in which they are numbered; a scale has its own numbers. */
function offeredBy(blocks: readonly Block[], choices: readonly Choice[]): string[] {
  const options = blocks.flatMap((block) => (block.kind === 'question' ? block : []))
  if (options.some(({ scale }) => scale !== undefined)) return []
  return [...options.flatMap((block) => block.options), ...choices]
    .map(({ says }) => says)
    .slice(0, KEPT.offered)
}

function uniqueChoices(choices: readonly Choice[]): Choice[] {
  return choices.filter(
    ({ label }, index) => choices.findIndex((other) => other.label === label) === index,
  )
}
