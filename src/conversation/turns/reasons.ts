import type { Topic } from '../../knowledge/index.ts'
import { type Block, joined, referencesOf, sentencesOf, texts } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { relatedChoices } from '../blocks/choices.ts'
import { namedExplanations } from '../blocks/explanations.ts'
import { filled } from '../blocks/fill.ts'
import { isHeard } from '../heard.ts'
import { conditionInFocus, stateAfter, type Turn } from '../turn.ts'

/** Findings, statements and works that are named; a reason is short. */
const SIGNS_SHOWN = 3
const STATEMENTS_SHOWN = 2
const WORKS_SHOWN = 2

/** Just "why?": what was told and what it speaks for, in words; then a work or two. */
export const reasons: TurnKind = (turn) => {
  const { followUp, state, world, topics } = turn
  if (followUp?.id !== 'reason') return undefined
  const { knowledge } = world
  const topic = conditionInFocus(state, knowledge) ?? state.topic
  const entry = topic === null ? undefined : knowledge.topics.get(topic)
  return {
    state: stateAfter(turn),
    blocks: isAboutOpinion(turn)
      ? [{ kind: 'paragraph', text: knowledge.phrases.secondOpinionWhy }]
      : [...signBlocks(turn), ...(entry ? entryBlocks(turn, entry) : [])],
    choices: relatedChoices(topic, topics, world),
    topics: [...topics].sort((a, b) => Number(b.id === topic) - Number(a.id === topic)),
    introduces: true,
  }
}

/** Whether it was just said that a professional's advice is not judged here. */
function isAboutOpinion({ before, world }: Turn): boolean {
  const said = sentencesOf(world.knowledge.phrases.secondOpinion)
  return said.some((sentence) => isHeard(before.heard.slice(-1), sentence))
}

/** A sign that wants to be looked at is why the reply is careful. */
function signBlocks({ redFlags, world }: Turn): Block[] {
  const { redFlags: entries, phrases } = world.knowledge
  const signs = redFlags.flatMap(({ id }) => entries.get(id) ?? [])
  const [first] = signs
  if (!first) return []
  const what = joined(signs.map(({ sign }) => sign))
  const text = `${filled(phrases.reasons.sign, { what })} ${first.mayMean.text}`
  return [{ kind: 'paragraph', text }]
}

function entryBlocks({ assessment, world }: Turn, entry: Topic): Block[] {
  const { findings, topics, sources, phrases } = world.knowledge
  const { told, speaksFor, ratherThan } = phrases.reasons
  const [best, second] = namedExplanations(assessment, world.knowledge)
  const title = (id: string) => topics.get(id)?.title ?? ''
  const because = (best?.because ?? []).slice(0, SIGNS_SHOWN)
  const what = joined(because.flatMap((id) => findings.get(id)?.said ?? []))
  const reason = [
    ...(best ? [filled(told, { what }), filled(speaksFor, { title: title(best.topic) })] : []),
    ...(second ? [filled(ratherThan, { title: title(second.topic) })] : []),
  ].join(' ')
  return [
    ...(reason === '' ? [] : [{ kind: 'paragraph' as const, text: reason }]),
    { kind: 'paragraph', text: texts(entry.explanation.slice(0, STATEMENTS_SHOWN)).join(' ') },
    { kind: 'sources', items: referencesOf(entry, sources).slice(0, WORKS_SHOWN), evidence: null },
  ]
}
