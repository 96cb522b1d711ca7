import { z } from 'zod'
import { Id, Statement } from '../knowledge/entry.ts'
import { fill } from './fill.ts'

const Text = z.string().trim().min(1, 'write one plain sentence')

const EVERY_DAY = 7

const Exercise = z.strictObject({
  id: Id,
  title: Text,
  /** A path inside figures/. */
  figure: z.string().regex(/^exercises\/[a-z0-9-]+\.svg$/, 'write exercises/NAME.svg'),
  /** Step by step. */
  how: z.array(Text).min(1, 'say how it is done'),
  sets: z.number().int().min(1).max(10),
  repeats: z.number().int().min(1).max(60),
  holdSeconds: z.number().int().min(1).max(300).optional(),
  eachLeg: z.literal(true).optional(),
  perWeek: z.number().int().min(1).max(7),
  /** Its part of the twelve-week plan of the evidence dossier. */
  weeks: z.strictObject({ from: z.number().int().min(1), to: z.number().int().max(12) }).optional(),
  makeHarder: Text,
  makeEasier: Text,
  goodFor: z.array(Id).min(1, 'name at least one topic it is good for'),
  sources: z.array(Id).min(1, 'name at least one source'),
})
export type Exercise = z.infer<typeof Exercise>

/** All of knowledge/exercises.yaml. */
export const ExercisesFile = z.strictObject({
  dose: z.strictObject({
    basis: z.literal('common-practice'),
    words: z.strictObject({
      sets: Text,
      oneSet: Text,
      hold: Text,
      eachLeg: Text,
      daily: Text,
      perWeek: Text,
    }),
  }),
  safety: z.array(Statement).min(1, 'say when to stop'),
  exercises: z.array(Exercise).min(1),
})
export type ExercisesFile = z.infer<typeof ExercisesFile>

/** The exercises that are good for a topic, in the order of the file; those of early weeks before harder ones. */
export function exercisesFor(topic: string, { exercises }: ExercisesFile): Exercise[] {
  return exercises
    .filter(({ goodFor }) => goodFor.includes(topic))
    .sort((a, b) => (a.weeks?.from ?? 0) - (b.weeks?.from ?? 0))
}

/** "3 sets of 10, each leg, 2 days a week", in the words of the file. */
export function exerciseDose(
  { sets, repeats, holdSeconds, eachLeg, perWeek }: Exercise,
  { dose: { words } }: Pick<ExercisesFile, 'dose'>,
): string {
  return [
    fill(sets === 1 ? words.oneSet : words.sets, { sets, repeats }),
    ...(holdSeconds ? [fill(words.hold, { seconds: holdSeconds })] : []),
    ...(eachLeg ? [words.eachLeg] : []),
    perWeek === EVERY_DAY ? words.daily : fill(words.perWeek, { days: perWeek }),
  ].join(', ')
}
