import type { MetaKind, Triage } from '../knowledge/index.ts'
import type { Assertion, Scope, Scored } from '../understanding/index.ts'

/** Something to tap; `says` is what is sent as the runner's own words when it is tapped. */
export type Choice = { label: string; says: string }

/** Whom to contact; `dial` is missing where no verified number is known. */
export type Contact = { label: string; dial?: string; site?: string }

/** How well an explanation fits, in a plain word. */
export const FITS = ['fits well', 'could be', 'less likely'] as const
export type Fit = (typeof FITS)[number]

export type Explanation = { topic: string; title: string; fit: Fit; because: readonly string[] }

/** A work an answer rests on. */
export type Reference = { id: string; text: string; link: string | null }

/** An exercise as it is shown: how to do it step by step, how much of it, and when to make it harder or easier. */
export type ExerciseShown = {
  title: string
  figure: string
  how: readonly string[]
  dose: string
  harder: string
  easier: string
}

/** One heading of a summary with its lines. */
export type SummarySection = { title: string; lines: readonly string[] }

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
  /** Exercises with their drawings; `figure` is a path inside figures/. */
  | { kind: 'exercises'; title: string; items: readonly ExerciseShown[] }
  | {
      kind: 'table'
      title: string
      columns: readonly string[]
      rows: readonly (readonly string[])[]
    }
  /** A drawing made for this reply; `text` says the same for those who do not see it. */
  | { kind: 'chart'; svg: string; text: string }
  /** A file to keep, such as a calendar; `content` is text of the given MIME type. */
  | { kind: 'download'; label: string; name: string; type: string; content: string }
  /** What to show a clinician, built from findings only. */
  | { kind: 'summary'; title: string; sections: readonly SummarySection[]; note: string }
  /** Why this answer: the runner's own words that led to it, and a code that `ask --code` reads. Folded away. */
  | {
      kind: 'why'
      title: string
      words: readonly string[]
      entry: { id: string; title: string } | null
      evidence: string | null
      code: string
    }
  /**
   * At most one in a reply, and always after the answer; `map` where a knee map can be tapped instead, `scale` where
   * the options are numbers already and must not be numbered.
   */
  | {
      kind: 'question'
      text: string
      options: readonly Choice[]
      map?: 'knee'
      scale?: 'pain'
    }

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
