import { type Exercise, exerciseDose, exercisesFor } from '../../plans/index.ts'
import { type Block, texts } from '../../replies/index.ts'
import type { World } from '../world.ts'
import { filled } from './fill.ts'

/** Exercises of one routine; a longer one is not done. */
const ROUTINE_SIZE = 6
/** What is shown where nothing in the file is good for the topic. */
const GENERAL = 'rehab-exercises'

/** A routine with drawings for a topic, or a general one, and what holds for every exercise. */
export function exercisesBlocks(topic: string | null, { knowledge, plans }: World): Block[] {
  const { titles, exercises: words } = knowledge.phrases
  const own = topic ? exercisesFor(topic, plans.exercises) : []
  const chosen = own.length > 0 ? own : exercisesFor(GENERAL, plans.exercises)
  const entry = knowledge.topics.get(own.length > 0 && topic ? topic : GENERAL)
  const shown = (exercise: Exercise) => ({
    title: exercise.title,
    figure: exercise.figure,
    how: exercise.how,
    dose: exerciseDose(exercise, plans.exercises),
    harder: exercise.makeHarder,
    easier: exercise.makeEasier,
  })
  return [
    { kind: 'paragraph', text: words.lead },
    {
      kind: 'exercises',
      title: filled(titles.exercises, { for: entry?.title ?? '' }),
      items: chosen.slice(0, ROUTINE_SIZE).map(shown),
    },
    {
      kind: 'list',
      title: titles.safety,
      ordered: false,
      items: texts(plans.exercises.safety),
    },
  ]
}
