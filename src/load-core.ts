import { join } from 'node:path'
import { type Knowledge, loadIntents, loadKnowledge } from './knowledge/index.ts'
import { PATHS } from './paths.ts'
import { loadPlans, type PlanBook } from './plans/index.ts'
import { contentKey, modelFor, type TrainedModel } from './understanding/index.ts'

/** Loads the knowledge base, the plans and the model trained on this content, training it first where needed. */
export function loadCore(onTraining?: () => void): {
  knowledge: Knowledge
  plans: PlanBook
  model: TrainedModel
} {
  const knowledge = loadKnowledge(PATHS.knowledge)
  const plans = loadPlans(PATHS, knowledge)
  const key = contentKey([
    PATHS.knowledge,
    PATHS.intents,
    join(PATHS.root, 'src', 'understanding'),
    join(PATHS.root, 'src', 'knowledge'),
  ])
  const model = modelFor(knowledge, () => loadIntents(PATHS.intents, knowledge), {
    folder: PATHS.build,
    key,
    ...(onTraining ? { onTraining } : {}),
  })
  return { knowledge, plans, model }
}
