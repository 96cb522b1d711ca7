import type { Statement } from '../knowledge/index.ts'
import { fill, inWords } from './fill.ts'
import { painLight, painScore } from './pain.ts'
import type { PainLight, Plans, Stage, WalkRun } from './schema.ts'

/** What the plan depends on. */
export type ComingBack = {
  /** Days since the last run. */
  daysOff: number
  /** Score of pain right now, 0 to 10. */
  pain: number
  /** Kilometres of a usual week before; null where nobody said. */
  formerWeeklyKm: number | null
}

/** One day on which to run and walk. */
export type Session = {
  /** 1 is the day the plan begins. */
  day: number
  /** 1 is the first week. */
  week: number
  stage: number
  name: string
  runMinutes: number
  walkMinutes: number
  repeats: number
  /** Minutes of running in all. */
  runTotalMinutes: number
  /** Minutes from door to door: with the walks before and after. */
  totalMinutes: number
  /** What to do, as a sentence. */
  text: string
}

export type WalkRunPlan = {
  kind: 'plan'
  about: Statement
  notFor: readonly Statement[]
  startStage: number
  /** Why it starts there, and how far the first week may go. */
  why: readonly Statement[]
  /** What has to go well before the first session. */
  gate: readonly Statement[]
  /** The whole ladder from stage 0, since pain can lead back below the start. */
  stages: readonly Stage[]
  sessions: readonly Session[]
  rules: readonly Statement[]
  pain: { ask: Statement; lights: readonly PainLight[]; rules: readonly Statement[] }
  stopSigns: readonly Statement[]
  /** How to go on after the last session. */
  after: readonly Statement[]
}

/** Why there is no plan today, and what can be done instead. */
export type NotYet = {
  kind: 'not-yet'
  light: 'amber' | 'red'
  /** Begins with "Not yet:". */
  says: readonly Statement[]
  stillAllowed: readonly Statement[]
  /** What has to go well before asking again. */
  gate: readonly Statement[]
  stopSigns: readonly Statement[]
}

type Rules = Pick<Plans, 'walkRun' | 'painScale'>

/**
 * The way back to 30 minutes of running, day by day, or why it is too soon.
 * It knows nothing of warning signs: whoever has one in force gets no plan, which is for the caller to see to.
 * Throws a RangeError for days, kilometres or a score that are negative or no numbers.
 * Stages and starts: `return_to_run` of the evidence dossier, after trials-2023-rtr, blake-walk-run and nhs-c25k.
 */
export function walkRunPlan(
  { daysOff, pain, formerWeeklyKm }: ComingBack,
  { walkRun, painScale }: Rules,
): WalkRunPlan | NotYet {
  if (!(daysOff >= 0)) throw new RangeError('days off are a number from 0')
  if (formerWeeklyKm !== null && !(formerWeeklyKm >= 0)) {
    throw new RangeError('weekly kilometres are a number from 0, or null')
  }
  const { gate, stopSigns } = walkRun
  if (painScore(pain) > walkRun.startUpToPain) {
    const light = painLight(pain, painScale).light === 'red' ? 'red' : 'amber'
    const { lead, next } = walkRun.notYet[light]
    const { stillAllowed } = walkRun.notYet
    return { kind: 'not-yet', light, says: [lead, next], stillAllowed, gate, stopSigns }
  }
  const { startStage, why } = startOf({ daysOff, formerWeeklyKm }, walkRun)
  return {
    kind: 'plan',
    about: walkRun.about,
    notFor: walkRun.notFor,
    startStage,
    why,
    gate,
    stages: walkRun.stages,
    sessions: sessionsFrom(startStage, walkRun),
    rules: walkRun.rules,
    pain: { ask: painScale.ask, lights: painScale.lights, rules: painScale.rules },
    stopSigns,
    after: walkRun.after,
  }
}

function startOf(
  { daysOff, formerWeeklyKm }: Pick<ComingBack, 'daysOff' | 'formerWeeklyKm'>,
  walkRun: WalkRun,
): { startStage: number; why: Statement[] } {
  const start = walkRun.starts.findLast(({ fromDays }) => daysOff >= fromDays)
  if (!start) throw new Error('no start of plans.yaml holds from 0 days on')
  if (formerWeeklyKm === null) return { startStage: start.stageIfUnknown, why: [start.why] }

  const firstWeekKm = formerWeeklyKm * walkRun.firstWeekShare
  const mostMinutes = firstWeekKm * walkRun.easyMinutesPerKm
  const fits = walkRun.stages.findLastIndex(
    (stage, index) => index <= start.stage && weeklyRunMinutes(stage, walkRun) <= mostMinutes,
  )
  // Nobody who may run is sent back to walking only: the first stage asks no more than a beginners' plan does.
  if (fits < 1) return { startStage: 1, why: [walkRun.beginner] }
  const text = fill(walkRun.firstWeek.text, { km: inWords(firstWeekKm) })
  return {
    startStage: fits,
    why: [fits < start.stage ? walkRun.lowered : start.why, { ...walkRun.firstWeek, text }],
  }
}

function weeklyRunMinutes({ runMinutes, repeats }: Stage, { sessionDays }: WalkRun): number {
  return runMinutes * repeats * sessionDays.length
}

function sessionsFrom(startStage: number, walkRun: WalkRun): Session[] {
  const { stages, sessionsPerStage, sessionDays } = walkRun
  return stages
    .flatMap((stage, number) => Array.from({ length: sessionsPerStage }, () => ({ stage, number })))
    .filter(({ number }) => number >= startStage)
    .map(({ stage, number }, index) => {
      const week = Math.floor(index / sessionDays.length)
      const day = 7 * week + (sessionDays[index % sessionDays.length] ?? 0)
      return { day: day + 1, week: week + 1, stage: number, ...timesOf(stage, walkRun) }
    })
}

function timesOf(stage: Stage, walkRun: WalkRun): Omit<Session, 'day' | 'week' | 'stage'> {
  const { name, runMinutes, walkMinutes, repeats } = stage
  const { warmUpMinutes, coolDownMinutes, session } = walkRun
  const isWalk = runMinutes === 0
  const around = isWalk ? 0 : warmUpMinutes + coolDownMinutes
  return {
    name,
    runMinutes,
    walkMinutes,
    repeats,
    runTotalMinutes: runMinutes * repeats,
    totalMinutes: (runMinutes + walkMinutes) * repeats + around,
    text: fill(sentenceFor(stage, session), {
      before: warmUpMinutes,
      after: coolDownMinutes,
      repeats,
      run: runMinutes * (walkMinutes === 0 ? repeats : 1),
      walk: walkMinutes * (isWalk ? repeats : 1),
    }),
  }
}

function sentenceFor(stage: Stage, session: WalkRun['session']): string {
  if (stage.runMinutes === 0) return session.walkOnly
  return stage.walkMinutes === 0 ? session.nonStop : session.intervals
}

/** A table for people: a heading and one row of cells a session. */
export type PlanTable = { columns: readonly string[]; rows: readonly (readonly string[])[] }

/**
 * The sessions as a table; minutes without a unit, since the heading has it.
 *
 *     Day | Stage      | Run (min) | Walk (min) | Times | Total (min)
 *     1   | 3 Three... | 3         | 2          | 5     | 35
 */
export function walkRunTable(plan: WalkRunPlan, { walkRun }: Pick<Plans, 'walkRun'>): PlanTable {
  const { day, stage, run, walk, repeats, total } = walkRun.columns
  return {
    columns: [day, stage, run, walk, repeats, total],
    rows: plan.sessions.map((session) => [
      String(session.day),
      `${session.stage} ${session.name}`,
      String(session.runMinutes),
      String(session.walkMinutes),
      String(session.repeats),
      String(session.totalMinutes),
    ]),
  }
}
