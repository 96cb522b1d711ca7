import { type AssistantParts, createAssistant } from '../assistant.ts'
import type { Intent } from '../knowledge/index.ts'
import { openSqliteStore } from '../storage/index.ts'
import { train } from '../understanding/index.ts'
import { type Labelled, labelledFrom } from './labelled.ts'
import type { Answered } from './measures.ts'

/** What is evaluated. */
type Core = Pick<AssistantParts, 'knowledge' | 'plans' | 'model'>

/** Parts of the cross-validation over the example questions. */
const FOLDS = 3

/** Answers labelled questions, each in a conversation of its own. */
export async function answerAll(questions: readonly Labelled[], core: Core): Promise<Answered[]> {
  const store = openSqliteStore(':memory:')
  const assistant = createAssistant({ ...core, store })
  const answers: Answered[] = []
  for (const question of questions) {
    for (const [index, text] of question.turns.entries()) {
      const reply = await assistant.answer({ conversation: question.id, text })
      if (index === question.turns.length - 1) answers.push({ question, reply })
    }
    await assistant.forget(question.id)
  }
  await store.close()
  return answers
}

/** Answers every example question by a model that was trained without it. */
export async function crossValidate(
  intents: readonly Intent[],
  { knowledge, plans }: Omit<Core, 'model'>,
): Promise<Answered[]> {
  const answers: Answered[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = train(
      intents.filter((_, index) => index % FOLDS !== fold),
      knowledge,
    )
    const questions = intents.flatMap((intent, index) =>
      index % FOLDS === fold ? [labelledFrom(intent, index, knowledge)] : [],
    )
    answers.push(...(await answerAll(questions, { knowledge, plans, model })))
  }
  return answers
}
