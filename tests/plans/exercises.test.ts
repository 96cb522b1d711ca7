import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/paths.ts'
import {
  checkExercises,
  ExercisesFile,
  exerciseDose,
  exercisesFor,
  loadPlans,
} from '../../src/plans/index.ts'
import { knowledge } from './plans.ts'

const { exercises } = loadPlans(PATHS, knowledge)
const named = (id: string) => {
  const exercise = exercises.exercises.find((candidate) => candidate.id === id)
  if (!exercise) throw new Error(`no exercise ${id}`)
  return exercise
}
const check = (file: ExercisesFile) =>
  checkExercises(
    { value: file, place: () => ({ file: 'exercises.yaml', line: 1, column: 1 }) },
    {
      topics: knowledge.topics,
      hasFigure: (figure) => existsSync(join(PATHS.figures, figure)),
    },
  )

describe('knowledge/exercises.yaml', () => {
  it('has at least ten exercises, each with its own drawing', () => {
    const figures = exercises.exercises.map(({ figure }) => figure)
    expect(new Set(figures).size).toBeGreaterThanOrEqual(10)
    expect(check(exercises)).toEqual([])
  })

  it('has a topic that does not exist and a missing drawing found', () => {
    const changed = structuredClone(exercises)
    const [first] = changed.exercises
    if (!first) throw new Error('no exercises')
    first.goodFor = ['sheos']
    first.figure = 'exercises/handstand.svg'
    expect(check(changed)).toMatchObject([
      { code: 'unknown-reference', mend: 'Did you mean "shoes"?' },
      { code: 'missing-file' },
    ])
  })

  it('is refused without a way to make an exercise easier', () => {
    const changed: unknown = JSON.parse(JSON.stringify(exercises).replaceAll('makeEasier', 'easy'))
    expect(ExercisesFile.safeParse(changed).success).toBe(false)
  })
})

describe('an exercise', () => {
  it.each([
    ['squat-to-chair', '3 sets of 10, every day'],
    ['single-leg-squat', '3 sets of 8, each leg, 2 days a week'],
    ['hamstring-stretch', '2 times, hold 20 seconds, each leg, 3 days a week'],
  ])('%s is done in %s', (id, dose) => {
    expect(exerciseDose(named(id), exercises)).toBe(dose)
  })

  it('is offered where it is good for the topic, the first weeks before the later ones', () => {
    const routine = exercisesFor('patellofemoral-pain', exercises)
    expect(routine.length).toBeGreaterThan(3)
    const weeks = routine.map(({ weeks: part }) => part?.from ?? 0)
    expect(weeks).toEqual([...weeks].sort((a, b) => a - b))
  })
})
