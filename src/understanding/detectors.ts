import { type Intent, isPressing, type Knowledge } from '../knowledge/index.ts'
import type { Head } from './linear-model.ts'
import type { Scores } from './score-message.ts'

/** The head with one detector for each red flag. */
export const DETECTORS = 'redFlags'
/** The head that asks only whether a message holds a warning sign at all, whether a pressing one, and whether it reports anything. */
export const ALARM = 'alarm'
export const ALARMS = ['pressing', 'any', 'report'] as const

/**
 * How much "a sign at all" counts beside "this very sign". A detector sees a few hundred examples of its own, the
 * alarm sees those of all; joined they raise half as many needless alarms at the same share of signs seen
 * (cross-validation, docs/measurements.md).
 */
const ALARM_SHARE = 0.4
/**
 * How much it counts beside both whether anything is reported at all: of two messages with the same alarming words the
 * one that tells a story of somebody else, or asks in general, means them less. One in twenty needless alarms goes for it,
 * and no sign (cross-validation, docs/measurements.md).
 */
const REPORT_SHARE = 0.3

/** Confidence in every red flag, in the order of the detectors' labels: its detector's and the alarms', weighed. */
export function detectorConfidences(
  scores: Scores,
  labels: Head['labels'],
  { redFlags }: Pick<Knowledge, 'redFlags'>,
): Float64Array {
  const own = scores.get(DETECTORS) ?? new Float64Array()
  const [pressing = 0, any = 0, report = 0] = scores.get(ALARM) ?? []
  const reported = report ** REPORT_SHARE
  const confidences = new Float64Array(own.length)
  for (let column = 0; column < own.length; column += 1) {
    const level = redFlags.get(labels[column] as string)?.level
    const alarm = level && isPressing(level) ? pressing : any
    confidences[column] =
      (own[column] as number) ** (1 - ALARM_SHARE) * alarm ** ALARM_SHARE * reported
  }
  return confidences
}

/** The labels of the alarm that hold for an example with these red flags, or with a complaint without any. */
export function alarmsFor(
  { redFlags: flags, complaint, tells }: Pick<Intent, 'redFlags' | 'complaint' | 'tells'>,
  { redFlags }: Pick<Knowledge, 'redFlags'>,
): string[] {
  const isAnyPressing = flags.some((id) => {
    const level = redFlags.get(id)?.level
    return level !== undefined && isPressing(level)
  })
  return [
    ...(isAnyPressing ? ['pressing'] : []),
    ...(flags.length > 0 ? ['any'] : []),
    ...(flags.length > 0 || complaint || tells ? ['report'] : []),
  ]
}
