import { expect, it } from 'vitest'
import { calibrate, type HeldOut } from '../../src/understanding/calibrate.ts'
import { probabilities } from '../../src/understanding/linear-model.ts'

/** Cases of two labels of which one was right so many times of a hundred at this margin. */
const cases = (margin: number, right: number): HeldOut[] =>
  Array.from({ length: 100 }, (_, at) => ({
    margins: Float64Array.of(margin, -margin),
    holds: [at < right, at >= right],
  }))
const likelihood = (kind: 'one-of' | 'each', held: HeldOut[], margin: number) =>
  probabilities(kind, calibrate(kind, held), Float64Array.of(margin, -margin))[0] ?? 0

it.each(['one-of', 'each'] as const)(
  'margins of the kind %s become as likely as they were right on examples held out',
  (kind) => {
    expect(likelihood(kind, cases(0.25, 90), 0.25)).toBeCloseTo(0.9, 1)
    expect(likelihood(kind, cases(0.25, 75), 0.25)).toBeCloseTo(0.75, 1)
    expect(likelihood(kind, cases(1, 100), 1)).toBeGreaterThan(0.99)
  },
)

it('labels that hold each for itself may be rarer than their margins say', () => {
  const rare = Array.from({ length: 100 }, (_, at) => ({
    margins: Float64Array.of(0),
    holds: [at < 12],
  }))
  expect(calibrate('each', rare).offset).toBe(-2)
  const common = rare.map(({ margins, holds }) => ({ margins, holds: [!holds[0]] }))
  expect(calibrate('each', common).offset).toBe(2)
  expect(calibrate('one-of', cases(0, 12)).offset).toBe(0)
})

it('without examples margins stay as they are', () => {
  expect(calibrate('one-of', [])).toEqual({ slope: 1, offset: 0 })
})

it('a sure mistake among many examples does not outweigh them', () => {
  const held = [...cases(1, 99)]
  expect(calibrate('one-of', held).slope).toBeGreaterThan(1.5)
})

it('1,500 examples are looked at', () => {
  const sure = Array.from({ length: 15 }, () => cases(0.25, 90)).flat()
  const wrong = Array.from({ length: 30 }, () => cases(0.25, 0)).flat()
  expect(calibrate('one-of', [...sure, ...wrong])).toEqual(calibrate('one-of', sure))
})
