import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import {
  type Intent,
  type Knowledge,
  moreSerious,
  TRIAGE,
  type Triage,
} from '../knowledge/index.ts'

/** A question with what a good answer must say of it; the expectation is about the reply to the last turn. */
export const Labelled = z.object({
  id: z.string(),
  turns: z.array(z.string()).min(1),
  expect: z.object({
    triage: z.enum(TRIAGE),
    /** Other levels that are defensible too. */
    triageAlso: z
      .union([z.array(z.enum(TRIAGE)), z.enum(TRIAGE).transform((one) => [one])])
      .optional(),
    redFlags: z.array(z.string()),
    scope: z.string(),
    topics: z.array(z.string()),
    topicsAlso: z.array(z.string()).optional(),
    meta: z.string().optional(),
  }),
})
export type Labelled = z.infer<typeof Labelled>

/**
 * Reads every .jsonl file of a folder, by name.
 * Throws when a line is no labelled question, naming file and line.
 */
export function readLabelled(folder: string): Map<string, Labelled[]> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
  return new Map(
    names.map((name) => [
      basename(name, '.jsonl'),
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.trim() ? [parseLine(line, `${name}:${index + 1}`)] : [])),
    ]),
  )
}

function parseLine(line: string, place: string): Labelled {
  try {
    return Labelled.parse(JSON.parse(line))
  } catch (cause) {
    throw new Error(`${place} is not a labelled question; see docs/measurements.md`, { cause })
  }
}

/** An example question of intents/ as a labelled one. Whether a sore knee is reported, its file leaves open. */
export function labelledFrom(intent: Intent, index: number, { redFlags }: Knowledge): Labelled {
  const triage = intent.redFlags.reduce<Triage>(
    (most, id) => moreSerious(most, redFlags.get(id)?.level ?? 'info'),
    'info',
  )
  return {
    id: `intent-${index}`,
    turns: [intent.text],
    expect: {
      triage,
      ...(triage === 'info' ? { triageAlso: ['self-care'] } : {}),
      redFlags: [...intent.redFlags],
      scope: intent.scope,
      topics: [...intent.topics],
      ...(intent.meta ? { meta: intent.meta } : {}),
    },
  }
}
