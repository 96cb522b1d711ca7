import {
  isAtLeast,
  isPressing,
  type Knowledge,
  moreSerious,
  statementsOf,
  type Triage,
} from '../../../src/knowledge/index.ts'
import type { Block, Reply } from '../../../src/replies/index.ts'
import { createProse, type Prose } from './prose.ts'
import type { Turn, Walk } from './walk.ts'

/** Bytes of JSON; a conversation is saved after each message, thousands of them at a time. */
export const STATE_LIMIT = 8 * 1_024
/** Questions back in one conversation. */
export const QUESTION_LIMIT = 5
/** Replies back in which no sentence may have stood. */
const REPLIES_BACK = 2
const OUTSIDE: ReadonlySet<string> = new Set(['off-topic', 'other-body'])

/** What may be a no to the confirming question: "no", "nope, none of that". */
const SAYS_NO = /\b(?:no|nope|nah|none)\b/i

/** Words of prose in a first reply; a phone's screen holds no more beside the options. */
const WORD_LIMIT = 90
/** Still one screen of a phone. */
const ALARM_WORD_LIMIT = 110

/** What a walk did against a promise, as a sentence; empty when it kept it. */
export type Promised = (walk: Walk) => string[]

/** What every conversation promises, whatever is said in it; by the words in which a reader would ask for it. */
export function createPromises(knowledge: Knowledge): Record<string, Promised> {
  const { proseOf, sentencesOf } = createProse()
  const selfCare = selfCareSentences(knowledge, sentencesOf)
  const safety = safetySentences(knowledge, sentencesOf)
  const { takeBackCheck, takenBackOutright, seen } = knowledge.phrases
  const isConfirming = (block: Block) =>
    block.kind === 'question' && block.text.startsWith(takeBackCheck)
  /** Whether a reply says a sentence, up to where a number is filled in. */
  const says = ({ reply }: Turn, sentence: string) =>
    reply.blocks.some(
      (block) => block.kind === 'paragraph' && block.text.startsWith(sentence.split('{')[0] ?? ''),
    )
  const asked = ({ blocks }: Reply) =>
    blocks.filter((block) => block.kind === 'question' && !isConfirming(block)).flatMap(proseOf)

  return {
    'never crashes': ({ crash }) => (crash ? [`"${crash.text}": ${String(crash.error)}`] : []),

    'gives the same answer to the same message in the same state': ({ turns }) =>
      turns.filter(({ isRepeatable }) => !isRepeatable).map(({ text }) => text),

    'keeps its state under 8 KB': ({ turns }) =>
      turns
        .map(({ state }) => Buffer.byteLength(JSON.stringify(state)))
        .filter((bytes) => bytes > STATE_LIMIT)
        .map((bytes) => `${bytes} bytes`),

    'asks at most one question in a reply, and never before it has answered': ({ turns }) =>
      turns.flatMap(({ text, reply: { blocks } }) => {
        const places = blocks.flatMap(({ kind }, index) => (kind === 'question' ? [index] : []))
        const isFirst = places[0] === 0 && !blocks.some(isConfirming)
        return places.length > 1 || isFirst ? [`${places.length} questions after "${text}"`] : []
      }),

    'never asks the same question twice': ({ turns }) => {
      const questions = turns.flatMap(({ reply }) => asked(reply))
      return questions.filter((question, index) => questions.indexOf(question) !== index)
    },

    'asks at most five questions in a conversation': ({ turns }) => {
      const count = turns.flatMap(({ reply }) => asked(reply)).length
      return count > QUESTION_LIMIT ? [`${count} questions`] : []
    },

    'keeps every warning sign, and its level, until it is taken back or was seen by a professional':
      ({ turns }) =>
        pairsOf(turns).flatMap(([before, after]) => {
          const isSettled = before.reply.blocks.some(isConfirming) && SAYS_NO.test(after.text)
          const isSpared = !isPressing(levelInForce(before)) && says(after, takenBackOutright)
          if (isSettled || isSpared || says(after, seen)) return []
          const lost = before.reply.redFlags.filter((id) => !after.reply.redFlags.includes(id))
          return [
            ...lost.map((id) => `${id} lost after "${after.text}"`),
            ...(isAtLeast(after.reply.triage, levelInForce(before))
              ? []
              : [`${after.reply.triage} below ${levelInForce(before)} after "${after.text}"`]),
          ]
        }),

    'hears a warning sign told later as it would have heard it first': ({ turns }) =>
      turns.flatMap(({ text, reply, alone }) =>
        alone
          .filter(({ id, level }) => isPressing(level) && !reply.redFlags.includes(id))
          .map(({ id }) => `${id} not heard in "${text}"`),
      ),

    'never answers below the warning signs in force': ({ turns }) =>
      turns
        .filter((turn) => !isAtLeast(turn.reply.triage, levelInForce(turn)))
        .map(({ text, reply }) => `${reply.triage} after "${text}"`),

    'begins an urgent reply with what to do and whom to contact': ({ turns }) =>
      pressing(turns)
        .filter(
          ({ reply: { blocks } }) => blocks[0]?.kind !== 'alert' || blocks[0].contacts.length === 0,
        )
        .map(({ text }) => text),

    'holds no self-care or training in an urgent reply': ({ turns }) =>
      pressing(turns).flatMap(({ text, reply: { blocks } }) =>
        blocks.flatMap((block) =>
          ['explanations', 'exercises', 'table', 'chart'].includes(block.kind)
            ? [`${block.kind} after "${text}"`]
            : proseOf(block)
                .filter((sentence) => selfCare.has(sentence))
                .map((sentence) => `"${sentence}" after "${text}"`),
        ),
      ),

    'repeats no sentence from the two replies before': ({ turns }) =>
      turns.flatMap(({ text, reply }, index) => {
        const before = turns
          .slice(Math.max(0, index - REPLIES_BACK), index)
          .flatMap((turn) => shownBlocks(turn.reply).flatMap(proseOf))
        // In force, a warning sign's own words are said again and again on purpose: whoever scrolls to the last reply,
        // or reads only that one, must find what to do, what not to do and whom to call.
        return shownBlocks(reply)
          .flatMap(proseOf)
          .filter((sentence) => before.includes(sentence) && !safety.has(sentence))
          .map((sentence) => `"${sentence}" after "${text}"`)
      }),

    'says at most 90 words of prose in its first reply, the rest on tap': ({ turns: [first] }) => {
      // The steps of exercises are what was asked for, and an alarm says all there is to do, in two languages at most.
      const shown = first ? shownBlocks(first.reply).filter(({ kind }) => kind !== 'exercises') : []
      const limit = first && isPressing(first.reply.triage) ? ALARM_WORD_LIMIT : WORD_LIMIT
      const words = shown.flatMap(proseOf).join(' ').split(/\s+/).length
      return first && words > limit ? [`${words} words after "${first.text}"`] : []
    },

    'understands every option that it offers': ({ turns }) =>
      pairsOf(turns)
        .filter(([{ reply }, { text }]) => offered(reply).includes(text))
        .filter(([, { reply, state }]) => state.unsureTurns > 0 || OUTSIDE.has(reply.scope))
        .map(([, { text, reply }]) => `"${text}" was ${reply.scope}`),

    'offers at most four things to ask next': ({ turns }) =>
      turns
        .filter(({ reply }) => reply.suggestions.length > 4)
        .map(({ text, reply }) => `${reply.suggestions.length} after "${text}"`),
  }
}

/** Without what is folded away: who unfolds it wants to read it, again or not. */
function shownBlocks({ blocks }: Reply): Block[] {
  return blocks.filter(({ kind }) => kind !== 'more')
}

function offered({ blocks, suggestions }: Reply): string[] {
  const options = blocks.flatMap((block) => (block.kind === 'question' ? block.options : []))
  return [...options, ...suggestions].map(({ says }) => says)
}

function pressing(turns: readonly Turn[]): Turn[] {
  return turns.filter(({ reply }) => isPressing(reply.triage))
}

function pairsOf(turns: readonly Turn[]): [Turn, Turn][] {
  return turns.slice(1).flatMap((after, index): [Turn, Turn][] => {
    const before = turns[index]
    return before ? [[before, after]] : []
  })
}

function levelInForce({ state }: Turn): Triage {
  return state.redFlags.reduce<Triage>((level, flag) => moreSerious(level, flag.level), 'info')
}

/** Every sentence of topics, except those that a red flag says as well. */
function selfCareSentences(
  { topics, redFlags }: Knowledge,
  sentencesOf: Prose['sentencesOf'],
): Set<string> {
  const safe = new Set(
    [...redFlags.values()].flatMap((flag) =>
      statementsOf(flag).flatMap(({ text }) => sentencesOf(text)),
    ),
  )
  return new Set(
    [...topics.values()]
      .flatMap((topic) => statementsOf(topic).flatMap(({ text }) => sentencesOf(text)))
      .filter((sentence) => !safe.has(sentence)),
  )
}

/**
 * What may be said again: a red flag's action, where to go, what not to do; and the few sentences that there are in each
 * other language, which is all that somebody who reads nothing else can be told.
 */
function safetySentences(
  { redFlags, languages, services, phrases }: Knowledge,
  sentencesOf: Prose['sentencesOf'],
): Set<string> {
  const ofFlags = [...redFlags.values()].flatMap((flag) => [
    ...statementsOf(flag).map(({ text }) => text),
    // A question about a danger to life is asked till it is answered.
    ...(flag.variants ?? []).map(({ confirm }) => `${phrases.takeBackCheck} ${confirm}`),
  ])
  const numbers = [
    services.fallback,
    ...[...services.countries.values()].map((own) => own.emergency),
  ]
  const ofLanguages = [
    phrases.otherLanguage,
    ...[...languages.values()].flatMap(({ reply, emergency, urgent, selfHarm }) => [
      reply,
      emergency,
      urgent,
      selfHarm,
    ]),
  ]
  return new Set(
    [
      ...ofFlags,
      ...Object.values(phrases.atLevel).flatMap(({ action, whereToGo }) => [action, whereToGo]),
      ...ofLanguages.flatMap((reply) => numbers.map(({ dial }) => reply.replace('{number}', dial))),
    ].flatMap(sentencesOf),
  )
}
