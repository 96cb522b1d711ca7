import { painLight } from '../../plans/index.ts'
import { type Block, referencesOf, texts } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import { stateAfter, type Turn, wantsLook, withFocus } from '../turn.ts'
import { RUNNING_TOPIC, runningAsked } from './not-until-seen.ts'

/** Whether to run with a pain whose score was told: what the pain scale says of that score, first of all yes or no. */
export const runningWithPain: TurnKind = (turn) => {
  const { state, world, topics, scope } = turn
  const asked = askedOf(turn)
  if (state.pain === null || wantsLook(turn) || scope !== 'knee' || !asked) return undefined
  const { knowledge, plans } = world
  const { lights, severe, rules } = plans.painScale
  const light = painLight(state.pain, plans.painScale)
  const entry = knowledge.topics.get(RUNNING_TOPIC)
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
  const isSevere = state.pain >= severe.from
  return {
    state: withFocus(stateAfter(turn), RUNNING_TOPIC),
    blocks: [
      paragraph((asked === 'stop' ? light.mustStop : light.mayRun).text),
      paragraph((isSevere ? severe.seen : light.action).text),
      {
        kind: 'list',
        title: knowledge.phrases.titles.painRules,
        ordered: false,
        items: lights.map(({ during, action }) => `${during}: ${action.text}`),
      },
      { kind: 'more', title: knowledge.phrases.titles.more, paragraphs: texts(rules) },
      ...(entry
        ? [
            {
              kind: 'sources' as const,
              items: referencesOf(entry, knowledge.sources),
              evidence: entry.evidence.note,
            },
          ]
        : []),
    ],
    choices: [
      ...(isSevere ? [say(knowledge.phrases.suggestions.whom)] : []),
      say(knowledge.phrases.suggestions.exercises),
      ...relatedChoices(RUNNING_TOPIC, topics, world),
    ],
    topic: RUNNING_TOPIC,
    introduces: true,
  }
}

/** It asks whether to run or to stop, or it tells a score in a message that comes nearest to that question. */
function askedOf(turn: Turn): 'run' | 'stop' | undefined {
  const asked = runningAsked(turn)
  if (asked === 'run' || asked === 'stop') return asked
  const isTold = turn.pain !== null && turn.shortReply === null
  return isTold && turn.topics[0]?.id === RUNNING_TOPIC ? 'run' : undefined
}
