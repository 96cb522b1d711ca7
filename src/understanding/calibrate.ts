import type { Calibration, Head } from './linear-model.ts'

/** Margins of one example that the model was not trained on, with whether each label holds. */
export type HeldOut = { margins: Float64Array; holds: readonly boolean[] }

/** Examples that are looked at; two numbers need no more. */
const CASES = 4_000
/** A probability below this surprises no more than this one. */
const LEAST = 1e-6
/** Steepest and flattest slope that is tried. */
const SLOPES = { from: 1, to: 12, step: 1.25 }

/**
 * Finds how margins become honest probabilities: the slope (and for `each` the offset) under which the examples held
 * out are least surprising (Platt, 1999; temperature scaling, Guo and others, 2017).
 */
export function calibrate(kind: Head['kind'], cases: readonly HeldOut[]): Calibration {
  const looked = cases.slice(0, CASES)
  const offsets = kind === 'each' ? [-2, -1, 0, 1] : [0]
  let best: { calibration: Calibration; surprise: number } | undefined
  for (let slope = SLOPES.from; slope <= SLOPES.to; slope *= SLOPES.step) {
    for (const offset of offsets) {
      const calibration = { slope, offset }
      let surprise = 0
      for (const held of looked)
        surprise += kind === 'each' ? ofEach(calibration, held) : ofOne(calibration, held)
      if (!best || surprise < best.surprise) best = { calibration, surprise }
    }
  }
  return best?.calibration ?? { slope: 1, offset: 0 }
}

/** Surprise, in nats, at which labels hold when each is judged for itself. */
function ofEach({ slope, offset }: Calibration, { margins, holds }: HeldOut): number {
  let sum = 0
  for (let at = 0; at < margins.length; at += 1) {
    const odds = slope * (margins[at] as number) + offset
    const share = 1 / (1 + Math.exp(holds[at] ? -odds : odds))
    sum -= Math.log(Math.max(share, LEAST))
  }
  return sum
}

/** Surprise, in nats, at the labels that hold when one of all is chosen. */
function ofOne({ slope }: Calibration, { margins, holds }: HeldOut): number {
  let highest = Number.NEGATIVE_INFINITY
  for (const margin of margins) highest = Math.max(highest, margin)
  let right = 0
  let total = 0
  for (let at = 0; at < margins.length; at += 1) {
    const power = Math.exp(slope * ((margins[at] as number) - highest))
    total += power
    if (holds[at]) right += power
  }
  return -Math.log(Math.max(right / total, LEAST))
}
