import type { MetaKind, Triage } from '../knowledge/index.ts'
import type { Assertion, Scope, Scored } from '../understanding/index.ts'

/** Something to tap; `says` is what is sent as the runner's own words when it is tapped. */
export type Choice = { label: string; says: string }

/** Whom to contact; `dial` is missing where no verified number is known. */
export type Contact = { label: string; dial?: string }

/** How well an explanation fits, in a plain word. */
export const FITS = ['fits well', 'could be', 'less likely'] as const
export type Fit = (typeof FITS)[number]

export type Explanation = { topic: string; title: string; fit: Fit; because: readonly string[] }

/** A work an answer rests on. */
export type Reference = { id: string; text: string; link: string | null }

/** A piece of a reply; no markup, no channel. */
export type Block =
  /** What to do now and whom to contact; always the first block of an urgent or emergency reply. */
  | { kind: 'alert'; level: 'urgent' | 'emergency'; text: string; contacts: readonly Contact[] }
  | { kind: 'paragraph'; text: string }
  /** A short list under a title: what helps, what to avoid, what not to do. */
  | { kind: 'list'; title: string; ordered: boolean; items: readonly string[] }
  | { kind: 'explanations'; title: string; items: readonly Explanation[] }
  /** Folded away where the channel can; the whole of it belongs to the reply. */
  | { kind: 'more'; title: string; paragraphs: readonly string[] }
  | { kind: 'sources'; items: readonly Reference[]; evidence: string | null }
  /** At most one in a reply, and always after the answer. */
  | { kind: 'question'; text: string; options: readonly Choice[] }

/** What Kneewise answers, the same for every channel. */
export type Reply = {
  triage: Triage
  /** In force for the conversation, most serious first. */
  redFlags: readonly string[]
  scope: Scope
  meta: MetaKind | null
  /** Best first, at least three where the message is about knees. */
  topics: readonly Scored[]
  findings: readonly { id: string; assertion: Assertion }[]
  blocks: readonly Block[]
  /** Up to four things to ask next. */
  suggestions: readonly Choice[]
}
