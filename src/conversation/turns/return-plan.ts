import { isPressing } from '../../knowledge/index.ts'
import {
  CALENDAR_TYPE,
  calendarFile,
  readDaysOff,
  readPain,
  readWeeklyKm,
  walkRunPlan,
  walkRunTable,
} from '../../plans/index.ts'
import { type Block, joined, texts } from '../../replies/index.ts'
import type { Answered, TurnKind } from '../answered.ts'
import { say } from '../blocks/choices.ts'
import { filled, variant } from '../blocks/fill.ts'
import { slotQuestion } from '../blocks/question.ts'
import { soonSigns } from '../blocks/soon.ts'
import { isSkipped, QUESTION_LIMIT, slotAgain, withAsked } from '../next-question.ts'
import type { State } from '../state.ts'
import { stateAfter, type Turn, wantsLook, withFocus } from '../turn.ts'

type Slots = Extract<NonNullable<State['plan']>, { kind: 'return' }>
type Slot = Slots['skipped'][number]
const TOPIC = 'return-to-running'
const NO_SLOTS: Slots = { kind: 'return', daysOff: null, pain: null, weeklyKm: null, skipped: [] }
/** The order of the questions: with too much pain nothing else needs to be asked. */
const SLOTS: readonly Slot[] = ['pain', 'daysOff', 'weeklyKm']
/** Days; where nobody said, a break is taken to be long, which is the careful guess. */
const UNKNOWN_BREAK = 92
/** Words; a longer message than this tells something of its own. */
const LONGEST_ANSWER = 12

/** "Help me get back to running": one question at a time, each of which may be skipped, then the plan. */
export const returnPlan: TurnKind = (turn) => {
  const { before, cues, scope, redFlags, state, world } = turn
  const asked = before.pending?.kind === 'return' ? before.pending.slot : undefined
  const slot = asked && answeredSlot(turn, asked)
  const value = slot ? slotValue(turn, slot) : null
  const isAnswer = slot !== undefined && (value !== null || isSkipped(turn))
  const asksForPlan = cues.has.has('returnPlan') && scope === 'knee'
  const isAgain = turn.followUp?.id === 'plan-again'
  if (!isAnswer && !asksForPlan && !isAgain)
    return asked && slotAgain(turn, { kind: 'return', slot: asked })
  if (redFlags.some(({ level }) => isPressing(level))) return undefined
  if (wantsLook(turn)) return needsCheck(turn)

  const known =
    before.plan?.kind === 'return'
      ? before.plan
      : { ...NO_SLOTS, pain: before.plan?.pain ?? state.pain }
  const slots = isAnswer ? withValue(known, slot, value) : withStory(known, turn)
  const missing = SLOTS.find(
    (slot) =>
      slots[slot] === null && !slots.skipped.includes(slot) && !before.asked.includes(keyOf(slot)),
  )
  const isTooPainful = slots.pain !== null && slots.pain > world.plans.walkRun.startUpToPain
  const next = withFocus(
    { ...stateAfter(turn), plan: slots, pain: slots.pain ?? state.pain },
    TOPIC,
  )
  if (missing && !isTooPainful && next.questions < QUESTION_LIMIT) return ask(turn, next, missing)
  return planned(turn, next, { slots, isAgain })
}

/** The pain is asked for once, whatever it is wanted for. */
function keyOf(slot: Slot): string {
  return slot === 'pain' ? slot : `return:${slot}`
}

function withValue(slots: Slots, slot: Slot, value: number | null): Slots {
  return value === null
    ? { ...slots, skipped: [...slots.skipped, slot] }
    : { ...slots, [slot]: value }
}

/** Words; so short a message with the answer to another open question is that answer: "3 weeks", asked for the pain. */
const BARE_ANSWER = 4

function answeredSlot(turn: Turn, asked: Slot): Slot {
  if (slotValue(turn, asked) !== null || turn.cues.words > BARE_ANSWER) return asked
  return SLOTS.find((slot) => slotValue(turn, slot) !== null) ?? asked
}

function slotValue({ text, cues, world }: Turn, slot: Slot): number | null {
  if (cues.words > LONGEST_ANSWER) return null
  const { questions } = world.knowledge.dialogue
  const isAnswer = true
  if (slot === 'pain') return readPain(text, { isAnswer })
  const label = text.trim().toLowerCase()
  const tapped = questions[slot].options.find((option) => option.label.toLowerCase() === label)
  if (tapped) return tapped.value
  return slot === 'daysOff' ? readDaysOff(text, { isAnswer }) : readWeeklyKm(text, { isAnswer })
}

/** What the message that asks for the plan says already. */
function withStory(slots: Slots, { text }: Turn): Slots {
  const isAnswer = false
  return {
    ...slots,
    pain: readPain(text, { isAnswer }) ?? slots.pain,
    daysOff: readDaysOff(text, { isAnswer }) ?? slots.daysOff,
    weeklyKm: readWeeklyKm(text, { isAnswer }) ?? slots.weeklyKm,
  }
}

function ask({ world, before, state: { turns } }: Turn, state: State, slot: Slot): Answered {
  const { phrases } = world.knowledge
  const isFirst = before.pending?.kind !== 'return'
  const question = slotQuestion(slot, world)
  return {
    state: withAsked({ ...state, pending: { kind: 'return', slot } }, keyOf(slot)),
    blocks: [
      { kind: 'paragraph', text: isFirst ? phrases.plan.lead : variant(phrases.noted, turns) },
    ],
    question,
    choices: [],
    topic: TOPIC,
    introduces: true,
  }
}

function planned(
  turn: Turn,
  state: State,
  { slots, isAgain }: { slots: Slots; isAgain: boolean },
): Answered {
  const { world } = turn
  const { plans, knowledge, today } = world
  const { phrases } = knowledge
  const { titles } = phrases
  const list = (title: string, items: readonly string[], ordered = false): Block => ({
    kind: 'list',
    title,
    ordered,
    items,
  })
  const plan = walkRunPlan(
    {
      daysOff: slots.daysOff ?? UNKNOWN_BREAK,
      pain: slots.pain ?? 0,
      formerWeeklyKm: slots.weeklyKm,
    },
    plans,
  )
  if (plan.kind === 'not-yet') {
    return {
      state,
      blocks: [
        { kind: 'paragraph', text: texts(plan.says).join(' ') },
        list(titles.stillAllowed, texts(plan.stillAllowed)),
        list(titles.stopSigns, texts(plan.stopSigns)),
        list(titles.gate, texts(plan.gate)),
      ],
      choices: [say(phrases.suggestions.exercises)],
      topic: TOPIC,
      introduces: true,
    }
  }
  const lights = plan.pain.lights.map(({ during, action }) => `${during}: ${action.text}`)
  return {
    state,
    blocks: [
      {
        kind: 'paragraph',
        text: [
          ...(isAgain ? [phrases.plan.again] : []),
          ...(slots.skipped.length > 0 ? [phrases.plan.skipped] : [phrases.plan.ready]),
          ...(slots.daysOff === null ? [] : texts(plan.why)),
        ].join(' '),
      },
      { kind: 'table', title: plans.walkRun.title, ...walkRunTable(plan, plans) },
      {
        kind: 'download',
        label: phrases.plan.save,
        name: phrases.plan.file,
        type: CALENDAR_TYPE,
        content: calendarFile(plan, { start: today, rules: plans }),
      },
      list(titles.stopSigns, texts(plan.stopSigns)),
      list(titles.painRules, [plan.pain.ask.text, ...lights]),
      {
        kind: 'more',
        title: titles.gate,
        paragraphs: texts([
          ...plan.gate,
          plan.about,
          ...plan.notFor,
          ...plan.rules,
          ...plan.pain.rules,
          ...plan.after,
        ]),
      },
    ],
    choices: [say(phrases.suggestions.exercises)],
    topic: TOPIC,
    introduces: true,
    isWhole: true,
  }
}

/** With a sign that wants an appointment nobody gets a plan; but rest is never the whole answer. */
function needsCheck(turn: Turn): Answered {
  const { world } = turn
  const { phrases } = world.knowledge
  const signs = soonSigns(turn).map(({ words }) => words.sign)
  return {
    state: { ...stateAfter(turn), plan: null },
    blocks: [
      { kind: 'paragraph', text: filled(phrases.plan.needsCheck, { what: joined(signs) }) },
      {
        kind: 'list',
        title: phrases.titles.stillAllowed,
        ordered: false,
        items: texts(world.plans.walkRun.notYet.stillAllowed),
      },
    ],
    choices: [phrases.suggestions.summary, phrases.suggestions.takeBack].map(say),
    topic: TOPIC,
  }
}
