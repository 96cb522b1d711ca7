import type { Calibration, Head } from './linear-model.ts'
import { probabilities } from './linear-model.ts'

/** Margins of one example that the model was not trained on, with whether each label holds. */
export type HeldOut = { margins: Float64Array; holds: readonly boolean[] }

/** Steepest and flattest slope that is tried. */
const SLOPES = { from: 1, to: 12, step: 1.25 }

/**
 * Finds how margins become honest probabilities: the slope (and for `each` the offset) under which the examples held
 * out are least surprising (Platt, 1999; temperature scaling, Guo and others, 2017).
 */
export function calibrate(kind: Head['kind'], cases: readonly HeldOut[]): Calibration {
  const offsets = kind === 'each' ? [-2, -1, 0, 1] : [0]
  let best: { calibration: Calibration; surprise: number } | undefined
  for (let slope = SLOPES.from; slope <= SLOPES.to; slope *= SLOPES.step) {
    for (const offset of offsets) {
      const calibration = { slope, offset }
      const surprise = surpriseOf(kind, calibration, cases)
      if (!best || surprise < best.surprise) best = { calibration, surprise }
    }
  }
  return best?.calibration ?? { slope: 1, offset: 0 }
}

function surpriseOf(
  kind: Head['kind'],
  calibration: Calibration,
  cases: readonly HeldOut[],
): number {
  let sum = 0
  for (const { margins, holds } of cases) {
    const shares = probabilities(kind, calibration, margins)
    if (kind === 'each') {
      holds.forEach((held, at) => {
        const share = shares[at] ?? 0
        sum -= Math.log(Math.max(held ? share : 1 - share, 1e-6))
      })
    } else {
      const right = shares.reduce((total, share, at) => total + (holds[at] ? share : 0), 0)
      sum -= Math.log(Math.max(right, 1e-6))
    }
  }
  return sum
}
