import { type Calibration, type Head, probabilities } from './linear-model.ts'

/** Margins of one example that the model was not trained on, with whether each label holds. */
export type HeldOut = { margins: Float64Array; holds: readonly boolean[] }

/** Examples that are looked at; two numbers need no more. */
const CASES = 1_500
/** A probability below this surprises no more than this one. */
const LEAST = 1e-6
/** Steepest and flattest slope that is tried. */
const SLOPES = { from: 0.5, to: 12, step: 1.1 }
const OFFSETS = Array.from({ length: 13 }, (_, index) => -3 + index / 2)

/**
 * Finds how margins become honest probabilities: the slope (and for `each` the offset) under which the examples held
 * out are least surprising (Platt, 1999; temperature scaling, Guo and others, 2017). Without any the margins stay as they are.
 */
export function calibrate(kind: Head['kind'], cases: readonly HeldOut[]): Calibration {
  const looked = cases.slice(0, CASES)
  const offsets = kind === 'each' ? OFFSETS : [0]
  let best = { calibration: { slope: 1, offset: 0 }, surprise: Number.POSITIVE_INFINITY }
  if (looked.length === 0) return best.calibration
  for (let slope = SLOPES.from; slope <= SLOPES.to; slope *= SLOPES.step) {
    for (const offset of offsets) {
      const calibration = { slope, offset }
      const surprise = looked.reduce(
        (sum, { margins, holds }) =>
          sum + surpriseAt(kind, probabilities(kind, calibration, margins), holds),
        0,
      )
      if (surprise < best.surprise) best = { calibration, surprise }
    }
  }
  return best.calibration
}

/** Surprise, in nats, at the labels that hold: at each for itself, or at the one of all. */
function surpriseAt(kind: Head['kind'], shares: Float64Array, holds: readonly boolean[]): number {
  const surprise = (share: number) => -Math.log(Math.max(share, LEAST))
  if (kind === 'each')
    return shares.reduce((sum, share, at) => sum + surprise(holds[at] ? share : 1 - share), 0)
  return surprise(shares.reduce((right, share, at) => right + (holds[at] ? share : 0), 0))
}
