import { type Block, joined, referencesOf, texts } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { doNotBlock } from '../blocks/alert.ts'
import { changeBlocks } from '../blocks/changes.ts'
import { say } from '../blocks/choices.ts'
import { filled, uncapital, variant } from '../blocks/fill.ts'
import { soonBlocks, soonSigns } from '../blocks/soon.ts'
import { stateAfter, type Turn, wantsLook } from '../turn.ts'

/** The follow-ups that ask whether, or when, to run, and the words that answer each. */
const ANSWERS = {
  'stop-running': 'stop',
  'run-again': 'again',
  'keep-running': 'run',
  'the-race': 'run',
} as const
type Answer = (typeof ANSWERS)[keyof typeof ANSWERS]
/** The question in a message of any length, as the examples know it. */
export const RUNNING_TOPIC = 'running-through-pain'
/** "It gets worse when I keep running" tells something; this asks. */
const ASKS =
  /\?|^\W*(?:(?:so|and|but|ok|okay|then|please)\W+)*(?:can|could|may|should|shall|do|must|is|am|will|would|when|how|what|no|not|just|yes)\b|\b(?:can|could|may|should|shall|must) (?:i|we|he|she|they)\b/i
/** Share from which such a question is heard in a story. */
const SURE_OF_QUESTION = 0.4

/**
 * Whether to run, race or train, asked while a sign wants to be looked at first: no, and what to do until then. The rules
 * for running with pain are not for these signs.
 */
export const notUntilSeen: TurnKind = (turn) => {
  const { world, scope, state, cues } = turn
  const signs = soonSigns(turn)
  const [first] = signs
  const answer = runningAsked(turn)
  if (!first || !answer || scope !== 'knee' || cues.has.has('secondOpinion')) return undefined
  const { phrases, sources } = world.knowledge
  const { notUntilSeen: words, suggestions } = phrases
  const what = joined(signs.map(({ words }) => words.sign))
  const isNew = signs.some((sign) => sign.isNew)
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
  // Said before or not: whoever reads only this reply must find what can be done.
  const meanwhile = texts([...first.words.doNow, first.words.whereToGo])
    .map((text) => uncapital(text).replace(/\.$/, ''))
    .join('; ')
  const doNot = doNotBlock(first.words, phrases)
  return {
    state: stateAfter(turn),
    blocks: [
      ...changeBlocks(turn),
      paragraph(filled(variant(words[answer], state.turns), { what })),
      ...(isNew
        ? soonBlocks(turn)
        : [paragraph(filled(variant(words.untilThen, state.turns), { what: meanwhile })), doNot]),
      { kind: 'sources', items: referencesOf(first.entry, sources), evidence: null },
    ],
    choices: [suggestions.summary, suggestions.takeBack].map(say),
    introduces: true,
  }
}

/** Whether a topic is kept from somebody with a sign that wants to be looked at: the rules for running with pain. */
export function isHeldBack(turn: Pick<Turn, 'redFlags' | 'visit'>, topic: string): boolean {
  return wantsLook(turn) && topic === RUNNING_TOPIC
}

/** What a message asks of running, if it does: whether to run or to stop, or when to take it up. */
export function runningAsked({ cues, reading, text }: Turn): Answer | undefined {
  if (!ASKS.test(text)) return undefined
  const asked = Object.entries(ANSWERS).find(([id]) => cues.followUps.some((one) => one.id === id))
  if (asked) return asked[1]
  const isAskedOutright = reading.questions.some(({ topic }) => topic === RUNNING_TOPIC)
  const [best] = reading.topics
  const isBest = best?.id === RUNNING_TOPIC && best.confidence >= SURE_OF_QUESTION
  return isAskedOutright || isBest ? 'run' : undefined
}
