import type { MetaKind } from '../knowledge/index.ts'
import type { Status } from './assertion.ts'
import type { Foreign } from './language.ts'

/** Something reported, in the sense it was meant. `words` are the runner's own and never leave the process memory. */
export type Mention = { finding: string; status: Status; start: number; words: string }

export const ASSERTIONS = ['present', 'absent', 'hypothetical', 'historical', 'other'] as const
export type Assertion = (typeof ASSERTIONS)[number]

/** The one word for the sense of a mention; a denial outweighs the rest. */
export function assertionOf(status: Status): Assertion {
  if (status.negated) return 'absent'
  if (status.hypothetical) return 'hypothetical'
  if (status.historical) return 'historical'
  if (status.other) return 'other'
  return 'present'
}

export const SCOPES = ['knee', 'meta', 'other-body', 'off-topic'] as const
export type Scope = (typeof SCOPES)[number]

/** An id with how sure the classifier is, from 0 to 1. */
export type Scored = { id: string; confidence: number }

export const ANSWERS = ['yes', 'no', 'unsure', 'takeBack'] as const
export type Answer = (typeof ANSWERS)[number]

/** A yes or no at the head of a message, with what it goes on to say. */
export type Opening = {
  answer: 'yes' | 'no'
  /** Whether it answers whatever follows: "yes, on stairs"; "it is my left one" begins like a yes and is none. */
  isLed: boolean
  /** Whether it is a word for yes or no, and no sentence such as "it is" or "right". */
  isWord: boolean
  /** Whether "and" or "but" goes on from it, which takes nothing from it. */
  isJoined: boolean
  /** Stems of what is said besides; none of a bare answer. */
  rest: readonly string[]
  /** Whether the rest is a sentence of its own, as in "yes, I fell last year". */
  isStatement: boolean
  /** Whether "no" denies the word behind it and not what was asked, as in "no swelling". */
  isOfNextWord: boolean
  /** Set where it says that something can or can not be done, and not what: "yes, I can". */
  canDo: boolean | null
}

/** What one detector says of its red flag. */
export type Detection = {
  /** How likely it is, from 0 to 1. */
  confidence: number
  /** That as a share of its threshold; 1 is the threshold. */
  share: number
  /** The share that counts where nothing but the detector speaks for the flag; smaller in the briefest messages. */
  shareAlone: number
  words: readonly string[]
}

/** Something a message asks: its topic, how sure that is, and the runner's own words that led to it. */
export type Question = { topic: string; confidence: number; words: readonly string[] }

/** What one message was understood to say. */
export type Reading = {
  scope: Scope
  meta: MetaKind | null
  /** From 0 to 1: how sure the scope is. */
  scopeConfidence: number
  /** Every topic, best first. */
  topics: Scored[]
  /** Up to three different topics that are asked for, the surest first. */
  questions: readonly Question[]
  mentions: Mention[]
  /** What the detector of each red flag says. */
  detectors: ReadonlyMap<string, Detection>
  /** From 0 to 1: how likely a complaint is reported rather than a general question asked. */
  complaint: number
  /** Whether it asks anything, with a question mark or without. */
  asks: boolean
  /** A short answer to a question of ours, or words that take something back. */
  answer: Answer | null
  /** The yes or no that it begins with, whatever follows; what was asked decides whether it counts. */
  opening: Opening | null
  /** Set when the message is not English; nothing else of the reading counts then. */
  language: Foreign | null
  /** Whether its words are English as they are written; false as well where there are too few to tell another language. */
  isEnglish: boolean
  /** How many words were read. */
  length: number
}
