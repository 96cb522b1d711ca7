import type { Landmark, PainLight, PainScale } from './schema.ts'

/** The worst score there is; "11 out of 10" is said, and means this. */
const WORST = 10

/** The score as a number from 0 to 10. Throws a RangeError for what is no score at all: below 0 or not a number. */
export function painScore(pain: number): number {
  if (!(pain >= 0)) throw new RangeError('a pain score is a number from 0 to 10')
  return Math.min(pain, WORST)
}

/** What a score of pain (0 to 10) allows. Between two whole numbers the higher one counts. */
export function painLight(pain: number, { lights }: PainScale): PainLight {
  const score = painScore(pain)
  return found(lights.find(({ upTo }) => score <= upTo))
}

/** What a score of pain (0 to 10) feels like, in plain words. */
export function painLandmark(pain: number, { landmarks }: PainScale): Landmark {
  const score = painScore(pain)
  return found(landmarks.find(({ to }) => score <= to))
}

/** The schema has seen to it that lights and landmarks reach up to 10. */
function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the pain scale does not reach up to 10')
  return value
}
