import { z } from 'zod'
// The values, not only the types: a plan's sentences carry their origin as every entry's do.
import { Id, Statement } from '../knowledge/entry.ts'

const Text = z.string().trim().min(1, 'write one plain sentence')
const Statements = z.array(Statement).min(1, 'say at least one thing')
const Score = z.number().int().min(0).max(10)
const Minutes = z.number().int().min(0).max(240)
const Percent = z.number().int().min(1).max(1_000)

/** From harmless to serious. */
export const LIGHTS = ['green', 'amber', 'red'] as const
export type Light = (typeof LIGHTS)[number]

/** From running most to running least. */
export const RACE_OPTION_KINDS = ['as-planned', 'adapted', 'swapped', 'deferred'] as const
export type RaceOptionKind = (typeof RACE_OPTION_KINDS)[number]

/** What the numbers of a training list count; `unknown` where the runner did not say. */
export const LOG_KINDS = ['weeks', 'long-runs', 'unknown'] as const
export type LogKind = (typeof LOG_KINDS)[number]

const Landmark = z.strictObject({ from: Score, to: Score, name: Text, means: Text })
export type Landmark = z.infer<typeof Landmark>

const PainLight = z.strictObject({
  light: z.enum(LIGHTS),
  /** The highest score of this light. */
  upTo: Score,
  during: Text,
  after: Text,
  /** Whether to run with such a score, where somebody asks. */
  mayRun: Statement,
  /** Whether to stop, where that is asked. */
  mustStop: Statement,
  action: Statement,
})
export type PainLight = z.infer<typeof PainLight>

const PainScale = z
  .strictObject({
    ask: Statement,
    landmarks: z.array(Landmark).min(1),
    lights: z.array(PainLight),
    /** From this score on pain is severe, and wants to be seen. */
    severe: z.strictObject({ from: Score, seen: Statement }),
    rules: Statements,
  })
  .refine(
    ({ landmarks }) =>
      landmarks.every(
        ({ from, to }, index) => from <= to && from === (landmarks[index - 1]?.to ?? -1) + 1,
      ) && landmarks.at(-1)?.to === 10,
    'let the landmarks cover 0 to 10 without a gap',
  )
  .refine(
    ({ lights }) =>
      lights.map(({ light }) => light).join() === LIGHTS.join() &&
      lights.every(({ upTo }, index) => upTo > (lights[index - 1]?.upTo ?? -1)) &&
      lights.at(-1)?.upTo === 10,
    'list green, amber and red in this order, up to 10',
  )
export type PainScale = z.infer<typeof PainScale>

const Stage = z.strictObject({
  name: Text,
  runMinutes: Minutes,
  walkMinutes: Minutes,
  repeats: z.number().int().min(1).max(20),
  moveOn: Text,
  moveBack: Text,
})
export type Stage = z.infer<typeof Stage>

const WalkRun = z
  .strictObject({
    title: Text,
    about: Statement,
    notFor: Statements,
    /** The highest score of pain right now with which anybody gets a plan. */
    startUpToPain: Score,
    notYet: z.strictObject({
      amber: z.strictObject({ lead: Statement, next: Statement }),
      red: z.strictObject({ lead: Statement, next: Statement }),
      stillAllowed: Statements,
    }),
    /** What has to go well before the first run. */
    gate: Statements,
    rules: Statements,
    /** What is said to whoever wants the plan to be another. */
    wishes: z.strictObject({ shorter: Statements, easier: Statements, days: Statements }),
    stopSigns: Statements,
    /** Good sessions before the next stage. */
    sessionsPerStage: z.number().int().min(1).max(7),
    /** Days of a week, from 0, on which to run. */
    sessionDays: z.array(z.number().int().min(0).max(6)).min(1),
    warmUpMinutes: Minutes,
    coolDownMinutes: Minutes,
    /** Share of the old week that the first week may reach. */
    firstWeekShare: z.number().gt(0).max(1),
    easyMinutesPerKm: z.number().min(3).max(15),
    firstWeek: Statement,
    /** Stage 0 is walking only. */
    stages: z.array(Stage).min(2),
    starts: z
      .array(
        z.strictObject({
          /** The shortest break, in days, for which this holds. */
          fromDays: z.number().int().min(0),
          stage: z.number().int().min(1),
          stageIfUnknown: z.number().int().min(1),
          why: Statement,
        }),
      )
      .min(1),
    lowered: Statement,
    beginner: Statement,
    after: Statements,
    columns: z.strictObject({
      day: Text,
      stage: Text,
      run: Text,
      walk: Text,
      repeats: Text,
      total: Text,
    }),
    session: z.strictObject({ walkOnly: Text, intervals: Text, nonStop: Text }),
  })
  .refine(
    ({ stages }) =>
      stages.every(
        ({ runMinutes }, index) => runMinutes >= (stages[index - 1]?.runMinutes ?? runMinutes),
      ),
    'let no stage have a shorter run than the stage before it',
  )
  .refine(
    ({ starts, stages }) =>
      starts[0]?.fromDays === 0 &&
      starts.every(({ fromDays, stage, stageIfUnknown }, index) => {
        const before = starts[index - 1]
        const isInside = stage < stages.length && stageIfUnknown <= stage
        if (!before) return isInside
        return (
          isInside &&
          fromDays > before.fromDays &&
          stage <= before.stage &&
          stageIfUnknown <= before.stageIfUnknown
        )
      }),
    'list the starts from 0 days on; a longer break never starts at a higher stage',
  )
  .refine(
    ({ sessionDays }) =>
      sessionDays.every((day, index) => day > (sessionDays[index - 1] ?? -2) + 1) &&
      (sessionDays[0] ?? 0) + 7 > (sessionDays.at(-1) ?? 0) + 1,
    'leave a day between two runs, also from one week to the next',
  )
export type WalkRun = z.infer<typeof WalkRun>

const Calendar = z.strictObject({ product: Text, name: Text, eventTitle: Text, reminder: Text })
const byLogKind = z.strictObject({ weeks: Text, 'long-runs': Text, unknown: Text })

const Training = z
  .strictObject({
    windowOfLongRuns: z.number().int().min(1).max(30),
    tooShort: Text,
    labels: byLogKind,
    words: z.strictObject({ entry: Text, jump: Text, steady: Text, assumedKm: Text }),
    chart: z.strictObject({ title: byLogKind, jump: Text, axis: Text }),
    longRuns: z.strictObject({
      noticeOverPercent: Percent,
      largeOverPercent: Percent,
      doubledFromPercent: Percent,
      says: z.strictObject({
        within: Statement,
        notice: Statement,
        large: Statement,
        doubled: Statement,
      }),
    }),
    weeks: z.strictObject({
      noticeOverPercent: Percent,
      says: z.strictObject({ within: Statement, notice: Statement }),
      longest: Statement,
    }),
    unknown: Statement,
    doesNotSay: Statements,
    next: Statement,
  })
  .refine(
    ({ longRuns: { noticeOverPercent, largeOverPercent, doubledFromPercent } }) =>
      noticeOverPercent < largeOverPercent && largeOverPercent < doubledFromPercent,
    'let the three percentages of long runs rise',
  )
export type Training = z.infer<typeof Training>

const Ranking = z.array(Id).min(1)
const RankingByPain = z.strictObject({
  green: Ranking,
  unknown: Ranking,
  amber: Ranking,
  red: Ranking,
})
const RaceWords = z.strictObject({
  kind: z.enum(RACE_OPTION_KINDS),
  sentences: z.array(Statement).min(1).max(2),
})

const Race = z
  .strictObject({
    nearUpToDays: z.number().int().min(1),
    titles: z.strictObject({ 'as-planned': Text, adapted: Text, swapped: Text, deferred: Text }),
    says: z.record(Id, RaceWords),
    ranking: z.strictObject({ warningSign: Ranking, near: RankingByPain, far: RankingByPain }),
  })
  .refine(
    ({ says, ranking: { warningSign, near, far } }) =>
      [warningSign, ...Object.values(near), ...Object.values(far)]
        .flat()
        .every((id) => says[id] !== undefined),
    'rank only what stands under `says`',
  )
  .refine(
    ({ says, ranking: { warningSign, near, far } }) =>
      [...warningSign, ...near.red, ...far.red].every((id) =>
        ['swapped', 'deferred'].includes(says[id]?.kind ?? ''),
      ),
    'with a warning sign or red pain nobody runs: only swap or put off',
  )
export type Race = z.infer<typeof Race>

/** All of knowledge/plans.yaml: every word and every number of the plans, the training check and the race options. */
export const Plans = z.strictObject({
  painScale: PainScale,
  walkRun: WalkRun,
  calendar: Calendar,
  training: Training,
  race: Race,
})
export type Plans = z.infer<typeof Plans>
