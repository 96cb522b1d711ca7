import type { Statement } from '../knowledge/index.ts'
import { fill, inWords } from './fill.ts'
import type { Plans, Training } from './schema.ts'
import type { LogEntry, TrainingLog } from './training-log.ts'

/** The largest step up in a list, by its share. */
export type Jump = {
  /** Place in the list, from 0. */
  index: number
  /** Which week or run, as the runner numbered it. */
  number: number
  fromKm: number
  toKm: number
  addedKm: number
  /** 1.36 is 36 percent more. */
  ratio: number
  /** To one decimal; what the limits of plans.yaml are held against. */
  percent: number
}

export type TrainingCheck =
  | { kind: 'too-short'; text: string }
  | {
      kind: 'checked'
      /** Nothing where no step goes up. */
      jump: Jump | null
      /** What the evidence says about a step of this size, and about what it was not asked. */
      says: readonly Statement[]
      doesNotSay: readonly Statement[]
      /** What to do; nothing where no step is large enough to speak of. */
      next: Statement | null
      /** The whole list and its largest step in words: all that the chart shows. */
      text: string
    }

/**
 * The largest step of a training list, and what the evidence does and does not say about it.
 * A week is held against the last week before it that had any running. A long run, and a number of which nobody said
 * what it is, is held against the longest of the month before, which is what the largest study did (frandsen-2025).
 */
export function trainingCheck(
  log: TrainingLog,
  { training }: Pick<Plans, 'training'>,
): TrainingCheck {
  if (log.entries.filter(({ km }) => km > 0).length < 2) {
    return { kind: 'too-short', text: training.tooShort }
  }
  const jump = largestJump(log, training)
  const { says, isLarge } = evidenceFor(log, { percent: jump?.percent ?? 0, training })
  return {
    kind: 'checked',
    jump,
    says,
    doesNotSay: training.doesNotSay,
    next: isLarge ? training.next : null,
    text: inText(log, { jump, training }),
  }
}

/** "Week 3", as the list calls it. */
export function entryLabel(
  { number }: Pick<LogEntry, 'number'>,
  { kind, training }: { kind: TrainingLog['kind']; training: Training },
): string {
  return fill(training.labels[kind], { number })
}

function largestJump({ kind, entries }: TrainingLog, training: Training): Jump | null {
  let largest: Jump | null = null
  for (const [index, { number, km }] of entries.entries()) {
    const before = entries.slice(0, index).map((entry) => entry.km)
    const fromKm =
      kind === 'weeks'
        ? (before.findLast((earlier) => earlier > 0) ?? 0)
        : Math.max(0, ...before.slice(-training.windowOfLongRuns))
    // From nothing, every step is endless: a list can not be judged before it begins.
    if (fromKm === 0 || km <= fromKm) continue
    const ratio = km / fromKm
    if (largest && ratio <= largest.ratio) continue
    // To one decimal, so that 11 after 10 miles is 10 percent and not a hair more.
    const percent = Math.round((ratio - 1) * 1_000) / 10
    largest = { index, number, fromKm, toKm: km, addedKm: km - fromKm, ratio, percent }
  }
  return largest
}

function evidenceFor(
  { kind }: TrainingLog,
  { percent, training }: { percent: number; training: Training },
): { says: Statement[]; isLarge: boolean } {
  const { longRuns, weeks } = training
  const aboutRuns = longRuns.says[sizeOfRun(percent, longRuns)]
  const aboutWeeks = weeks.says[percent > weeks.noticeOverPercent ? 'notice' : 'within']
  switch (kind) {
    case 'long-runs':
      return { says: [aboutRuns], isLarge: percent > longRuns.noticeOverPercent }
    case 'weeks':
      return { says: [aboutWeeks, weeks.longest], isLarge: percent > weeks.noticeOverPercent }
    case 'unknown':
      return {
        says: [training.unknown, aboutRuns, aboutWeeks],
        isLarge: percent > longRuns.noticeOverPercent,
      }
  }
}

function sizeOfRun(
  percent: number,
  { noticeOverPercent, largeOverPercent, doubledFromPercent }: Training['longRuns'],
): keyof Training['longRuns']['says'] {
  if (percent >= doubledFromPercent) return 'doubled'
  if (percent > largeOverPercent) return 'large'
  return percent > noticeOverPercent ? 'notice' : 'within'
}

function inText(
  { kind, entries, isUnitAssumed }: TrainingLog,
  { jump, training }: { jump: Jump | null; training: Training },
): string {
  const { words } = training
  const list = entries.map((entry) =>
    fill(words.entry, { label: entryLabel(entry, { kind, training }), km: inWords(entry.km) }),
  )
  const step = jump
    ? fill(words.jump, {
        label: lowerFirst(entryLabel(jump, { kind, training })),
        to: inWords(jump.toKm),
        from: inWords(jump.fromKm),
        added: inWords(jump.addedKm),
        percent: Math.round(jump.percent),
      })
    : words.steady
  return [...list, step, ...(isUnitAssumed ? [words.assumedKm] : [])].join(' ')
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
