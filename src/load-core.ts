import { join } from 'node:path'
import { kept, keyOf } from './kept.ts'
import { type Knowledge, loadIntents, loadKnowledge } from './knowledge/index.ts'
import { PATHS } from './paths.ts'
import { loadPlans, type PlanBook } from './plans/index.ts'
import { type TrainedModel, train } from './understanding/index.ts'

/** Everything that answers are made from. */
export type Core = { knowledge: Knowledge; plans: PlanBook; model: TrainedModel }

/** Where content is, and where what was made of it is kept. */
export type Folders = { knowledge: string; intents: string; figures: string; build: string }

/** What content is read with: other code, or another release of a package, may read the same files otherwise. */
const READERS = [
  join(PATHS.root, 'package-lock.json'),
  join(PATHS.root, 'src', 'knowledge'),
  join(PATHS.root, 'src', 'plans'),
]
const TRAINERS = [join(PATHS.root, 'src', 'understanding')]

/** The keys under which content and model are kept: of just these files, by just this code. */
export function keysOf({ knowledge, intents, figures }: Folders): {
  content: string
  model: string
} {
  const content = keyOf([knowledge, figures, ...READERS])
  return { content, model: `${content} ${keyOf([intents, ...TRAINERS])}` }
}

/**
 * Loads the knowledge base, the plans and the model trained on this content; what was checked or trained before, from
 * just these files by just this code, is taken from the build folder. Throws a KnowledgeError that lists every problem.
 */
export function loadCore(onTraining?: () => void, folders: Folders = PATHS): Core {
  const keys = keysOf(folders)
  const content = kept(join(folders.build, 'content.bin'), keys.content, () => {
    const knowledge = loadKnowledge(folders.knowledge)
    return { knowledge, plans: loadPlans(folders, knowledge) }
  })
  const model = kept(join(folders.build, 'model.bin'), keys.model, () => {
    onTraining?.()
    return train(loadIntents(folders.intents, content.knowledge), content.knowledge)
  })
  return { ...content, model }
}
