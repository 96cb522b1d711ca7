import { CUES, type Cue, type FollowUp, type Knowledge } from '../knowledge/index.ts'
import type { Assertion } from '../understanding/index.ts'
import { createCircumstances } from './circumstances.ts'
import { phraseReader } from './phrase-reader.ts'

export type Side = 'left' | 'right' | 'both'

/** What a message does in the conversation, besides what it asks and tells. */
export type Cues = {
  has: ReadonlySet<Cue>
  /** What a short message asks about the topic in focus; each that was met, in the order of dialogue.yaml. */
  followUps: readonly FollowUp[]
  /** Somebody else whom the message turns to, as an id of `people`. */
  newPerson: string | null
  isAboutMyself: boolean
  side: Side | null
  /** The finding of a place, where the message says little more than where it hurts. */
  place: string | null
  /** The same, in words that mean nothing else: "the external part". */
  namedPlace: string | null
  /** What a short reply tells in words that say nothing by themselves. */
  short: {
    findings: readonly { finding: string; beside?: readonly string[] | undefined }[]
    pain: { score: number; said: string } | null
    /** When it hurts, and when it does not. */
    circumstances: ReadonlyMap<string, Assertion>
    /** Whether it denies pain: "it is fine". */
    isFine: boolean
    /** Whether it asks, or speaks of something else than the knee. */
    isOfSomethingElse: boolean
  }
  /** How many words it has, short forms written out. */
  words: number
}

/** Reads the cues of a message; pure. */
export type ReadCues = (text: string) => Cues

/** Words; a longer message tells a story, and "outside" in it is no answer to where it hurts. */
const PLACE_WORDS = 8
/** Words; "the external part" means the place in a longer one as well. */
const NAMED_PLACE_WORDS = 14
/** "not the kneecap", "not on the outside": what it is not. */
const DENIED_PLACE = /\bnot (?:(?:on|at|in|the|my|really|so|much) )*[a-z]+/g
/** "the left one", "my right knee", "left"; but not "right, moving on" or "right now". */
const SIDE =
  /\b(?:(?:the|my|his|her|their|on|is|s) (left|right)\b(?! (?:now|away|shoes?|thing|way|place|time))|(left|right) (?:knee|leg|one|side|kneecap)|^(left|right)$)/
const BOTH_SIDES = /\bboth (?:knees|legs|sides|of them)\b|^both$/

/** Compiles the phrases of dialogue.yaml. */
export function createCueReader({
  dialogue,
  lexicon,
}: Pick<Knowledge, 'dialogue' | 'lexicon'>): ReadCues {
  const people = Object.entries(dialogue.people)
  const { compile, wordsOf } = phraseReader({ dialogue, lexicon })
  const cues = CUES.map((cue) => ({ cue, pattern: compile(dialogue.cues[cue]) }))
  const followUps = dialogue.followUps.map((followUp) => ({
    followUp,
    pattern: compile(followUp.phrases),
  }))
  const places = dialogue.places.map(({ finding, words }) => ({ finding, pattern: compile(words) }))
  const namedPlaces = dialogue.places.flatMap(({ finding, names }) =>
    names ? [{ finding, pattern: compile(names) }] : [],
  )
  const { shortReplies } = dialogue
  const shortFindings = shortReplies.findings.map(({ phrases, ...told }) => ({
    told,
    pattern: compile(phrases),
  }))
  const shortPain = shortReplies.pain.map(({ phrases, ...told }) => ({
    told,
    pattern: compile(phrases),
  }))
  const fine = compile(shortReplies.fine)
  const somethingElse = compile(shortReplies.notOfTheKnee)
  const circumstances = createCircumstances(dialogue.circumstances, { compile, wordsOf })
  const newRunner = compile(dialogue.newRunner)
  const myself = compile(dialogue.myself)

  return (text) => {
    const words = wordsOf(text)
    const plain = words.join(' ')
    const person = newRunner.test(plain)
      ? people.find(([, names]) => words.some((word) => names.includes(word)))
      : undefined
    return {
      has: new Set(cues.filter(({ pattern }) => pattern.test(plain)).map(({ cue }) => cue)),
      followUps: followUps.filter(({ pattern }) => pattern.test(plain)).map((met) => met.followUp),
      newPerson: person?.[0] ?? null,
      isAboutMyself: myself.test(plain),
      side: sideOf(plain),
      // The most telling words win: "below the kneecap" before "kneecap".
      place: words.length > PLACE_WORDS ? null : placeIn(plain.replace(DENIED_PLACE, ''), places),
      namedPlace:
        words.length > NAMED_PLACE_WORDS
          ? null
          : placeIn(plain.replace(DENIED_PLACE, ''), namedPlaces),
      short: {
        findings: shortFindings
          .filter(({ pattern }) => pattern.test(plain))
          .map(({ told }) => told),
        pain: shortPain.find(({ pattern }) => pattern.test(plain))?.told ?? null,
        circumstances: circumstances(text),
        isFine: fine.test(plain),
        isOfSomethingElse: text.includes('?') || somethingElse.test(plain),
      },
      words: words.length,
    }
  }
}

function placeIn(
  plain: string,
  places: readonly { finding: string; pattern: RegExp }[],
): string | null {
  let best: { finding: string; length: number } | undefined
  for (const { finding, pattern } of places) {
    const length = pattern.exec(plain)?.[0].length ?? 0
    if (length > (best?.length ?? 0)) best = { finding, length }
  }
  return best?.finding ?? null
}

function sideOf(plain: string): Side | null {
  if (BOTH_SIDES.test(plain)) return 'both'
  const match = SIDE.exec(plain)
  const side = match?.[1] ?? match?.[2] ?? match?.[3]
  return side === 'left' || side === 'right' ? side : null
}
