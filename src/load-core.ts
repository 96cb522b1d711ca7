import { join } from 'node:path'
import { type Knowledge, loadIntents, loadKnowledge } from './knowledge/index.ts'
import { PATHS } from './paths.ts'
import { loadPlans, type PlanBook } from './plans/index.ts'
import { contentKey, modelFor, type TrainedModel } from './understanding/index.ts'

/** Everything that answers are made from. */
export type Core = { knowledge: Knowledge; plans: PlanBook; model: TrainedModel }

/** Where content is, and where the model trained on it is kept. */
export type Folders = { knowledge: string; intents: string; figures: string; build: string }

/** Loads the knowledge base, the plans and the model trained on this content, training it first where needed. */
export function loadCore(onTraining?: () => void, folders: Folders = PATHS): Core {
  const knowledge = loadKnowledge(folders.knowledge)
  const plans = loadPlans(folders, knowledge)
  const key = contentKey([
    folders.knowledge,
    folders.intents,
    join(PATHS.root, 'src', 'understanding'),
    join(PATHS.root, 'src', 'knowledge'),
  ])
  const model = modelFor(knowledge, () => loadIntents(folders.intents, knowledge), {
    folder: folders.build,
    key,
    ...(onTraining ? { onTraining } : {}),
  })
  return { knowledge, plans, model }
}
