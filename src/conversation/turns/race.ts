import {
  addDays,
  dayNumber,
  type NamedRace,
  namesRace,
  raceOptions,
  readPain,
  readRace,
} from '../../plans/index.ts'
import { type Block, texts, topicBlocks } from '../../replies/index.ts'
import type { Answered, TurnKind } from '../answered.ts'
import { changeBlocks } from '../blocks/changes.ts'
import { relatedChoices, say } from '../blocks/choices.ts'
import { explanationBlocks } from '../blocks/explanations.ts'
import { filled, uncapital } from '../blocks/fill.ts'
import { slotQuestion } from '../blocks/question.ts'
import { soonBlocks } from '../blocks/soon.ts'
import { isSkipped, QUESTION_LIMIT, slotAgain, withAsked } from '../next-question.ts'
import type { State } from '../state.ts'
import { stateAfter, type Turn, wantsLook, withFocus } from '../turn.ts'

type Slots = Extract<NonNullable<State['plan']>, { kind: 'race' }>
type Slot = Slots['skipped'][number]
const NO_SLOTS: Slots = { kind: 'race', distance: null, date: null, pain: null, skipped: [] }
const SLOTS: readonly Slot[] = ['date', 'pain']
/** Words; a longer message than this tells something of its own. */
const LONGEST_ANSWER = 12
/** "Can I run 5k slowly?" is a run; "run the 5k" may be a race. */
const TRAINING_RUN =
  /\b(?:run|jog|do)\s+(?:(?:just|only|about|an?\s+(?:easy|slow))\s+)?\d+(?:\.\d+)?\s*(?:k|kms?|miles?)\b/i
const BARE_DISTANCE =
  /^(?:(?:it is|it's|its|a|an)\s+)?\d+(?:\.\d+)?\s*(?:k|kms?|kilomet(?:re|er)s?|mi|miles?)\W*$/i

/** A dated race and a sore knee: the options by days left, pain and warning signs; never a promise. */
export const race: TurnKind = (turn) => {
  const { before, world, scope, isComplaint, state } = turn
  const slot = before.pending?.kind === 'race' ? before.pending.slot : undefined
  const value = slot ? slotValue(turn, slot) : null
  const isAnswer = slot !== undefined && (value !== null || isSkipped(turn))
  if (before.plan?.kind === 'race' && !isAnswer && isDistance(turn)) return sameAnswer(turn)
  const isGoneOn = before.plan?.kind === 'race' && asksToRun(turn)
  const mayBeTold =
    scope === 'knee' && (isComplaint || state.complaint) && (namesRace(turn.text) || isGoneOn)
  // Reading days and distances is dear, and few messages have a race in them.
  if (!isAnswer && !mayBeTold) return slot && slotAgain(turn, { kind: 'race', slot })
  const named = readRace(turn.text, world.today)
  const isTold = mayBeTold && (isRaceAhead(turn, named) || isGoneOn)
  if (!isAnswer && !isTold) return undefined

  const known =
    before.plan?.kind === 'race'
      ? before.plan
      : { ...NO_SLOTS, pain: before.plan?.pain ?? state.pain }
  const told = isTold ? withStory(known, turn, named) : known
  const slots = isAnswer && slot ? withValue(told, slot, value) : told
  const missing = SLOTS.find(
    (open) =>
      slots[open] === null && !slots.skipped.includes(open) && !before.asked.includes(keyOf(open)),
  )
  const next = { ...stateAfter(turn), plan: slots, pain: slots.pain ?? state.pain }
  const mayAsk = missing !== undefined && next.questions < QUESTION_LIMIT
  const topic = isAnswer ? before.topic : (turn.topics[0]?.id ?? before.topic)
  const asked: State = mayAsk
    ? withAsked({ ...next, pending: { kind: 'race', slot: missing } }, keyOf(missing))
    : next
  return {
    state: withFocus(asked, topic),
    blocks: [
      ...changeBlocks(turn),
      ...soonBlocks(turn),
      ...optionBlocks(turn, { slots, isGoneOn }),
      ...(isAnswer ? [] : storyBlocks(turn, topic)),
    ],
    ...(mayAsk ? { question: slotQuestion(missing, world) } : {}),
    choices: [
      say(world.knowledge.phrases.suggestions.exercises),
      ...relatedChoices(topic, turn.topics, world),
    ],
    topic,
    introduces: true,
  }
}

/** The pain is asked for once, whatever it is wanted for. */
function keyOf(slot: Slot): string {
  return slot === 'pain' ? slot : `race:${slot}`
}

/** A day makes it a race ahead; a distance alone only beside the question whether to run it. */
function isRaceAhead(turn: Turn, { days, distance }: NamedRace): boolean {
  if (!namesRace(turn.text)) return false
  if (days === null && TRAINING_RUN.test(turn.text)) return false
  return days !== null || (distance !== null && asksToRun(turn))
}

function asksToRun({ cues }: Turn): boolean {
  return cues.followUps.some(({ id }) => id === 'keep-running' || id === 'the-race')
}

/** "20k", after a race was weighed without its distance. */
function isDistance({ text }: Turn): boolean {
  return BARE_DISTANCE.test(text.trim())
}

function sameAnswer(turn: Turn): Answered {
  const { world, before, topics } = turn
  return {
    state: stateAfter(turn),
    blocks: [
      ...soonBlocks(turn),
      { kind: 'paragraph', text: world.knowledge.phrases.race.distance },
    ],
    choices: relatedChoices(before.topic, topics, world),
    topic: before.topic,
  }
}

function withStory(slots: Slots, { text, world }: Turn, { days, distance }: NamedRace): Slots {
  return {
    ...slots,
    distance: distance ?? slots.distance,
    date: days === null ? slots.date : addDays(world.today, days),
    pain: readPain(text, { isAnswer: false }) ?? slots.pain,
  }
}

function withValue(slots: Slots, slot: Slot, value: string | number | null): Slots {
  return value === null
    ? { ...slots, skipped: [...slots.skipped, slot] }
    : { ...slots, [slot]: value }
}

function slotValue({ text, cues, world }: Turn, slot: Slot): string | number | null {
  if (cues.words > LONGEST_ANSWER) return null
  if (slot === 'pain') return readPain(text, { isAnswer: true })
  const { options } = world.knowledge.dialogue.questions.date
  const label = text.trim().toLowerCase()
  const tapped = options.find((option) => option.label.toLowerCase() === label)
  const days = tapped?.value ?? readRace(text, world.today).days
  return days === null ? null : addDays(world.today, days)
}

function optionBlocks(
  turn: Turn,
  { slots: { date, pain }, isGoneOn }: { slots: Slots; isGoneOn: boolean },
): Block[] {
  const { world } = turn
  const { plans, knowledge, today } = world
  const { race: words, titles } = knowledge.phrases
  const days = date === null ? null : Math.max(0, dayNumber(date) - dayNumber(today))
  const options = raceOptions({ days, pain, hasWarningSign: wantsLook(turn) }, plans)
  const lead = isGoneOn
    ? filled(words.pick, { title: uncapital(options[0]?.title ?? '') })
    : leadFor(days, words)
  return [
    { kind: 'paragraph', text: lead },
    {
      kind: 'list',
      title: titles.race,
      ordered: true,
      items: options.map(
        ({ title, sentences: [first] }) => `${title}: ${uncapital(first?.text ?? '')}`,
      ),
    },
    ...options.flatMap(({ sentences }) =>
      texts(sentences.slice(1)).map((text): Block => ({ kind: 'paragraph', text })),
    ),
  ]
}

function leadFor(
  days: number | null,
  words: { lead: string; today: string; tomorrow: string; noDate: string },
): string {
  if (days === null) return words.noDate
  if (days === 0) return words.today
  return days === 1 ? words.tomorrow : filled(words.lead, { days: String(days) })
}

/** What the message is about besides the race. */
function storyBlocks(
  { assessment, world, isComplaint, known }: Turn,
  topic: string | null,
): Block[] {
  const entry = topic === null ? undefined : world.knowledge.topics.get(topic)
  const explanations = isComplaint ? explanationBlocks(assessment, topic, world.knowledge) : []
  return [...explanations, ...(entry ? topicBlocks(entry, world.knowledge, known.present) : [])]
}
