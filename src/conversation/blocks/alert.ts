import { type Cue, isPressing, type RedFlagWords, redFlagWordsFor } from '../../knowledge/index.ts'
import { type Block, contactsFor, joined, referencesOf, texts } from '../../replies/index.ts'
import type { State } from '../state.ts'
import type { World } from '../world.ts'
import { capital, filled, variant } from './fill.ts'

const NOTHING: ReadonlySet<string> = new Set()

type Alarm = {
  redFlags: State['redFlags']
  present: ReadonlySet<string>
  /** Number of this turn; an alarm of this turn is said in full. */
  turn: number
  /** What is asked in this message: an alarm that was said before answers that, instead of all there is to do. */
  asks?: ReadonlySet<Cue>
}

/** A flag's words; where a rule gives it another level than its own, what to do first and where are those of that level. */
function wordsAt(
  { id, level }: Pick<State['redFlags'][number], 'id' | 'level'>,
  present: ReadonlySet<string>,
  { redFlags, phrases }: World['knowledge'],
): RedFlagWords | undefined {
  const entry = redFlags.get(id)
  if (!entry) return undefined
  const words = redFlagWordsFor(entry, present)
  const other = phrases.atLevel[level as keyof typeof phrases.atLevel]
  if (level === entry.level || !other) return words
  const [, ...steps] = words.doNow
  return {
    ...words,
    doNow: [{ text: other.action }, ...steps],
    whereToGo: { text: other.whereToGo },
  }
}

/** Somebody in distress is met before anything else: a flag that has words of its own for what was reported. */
function distressFirst(
  flags: State['redFlags'],
  present: ReadonlySet<string>,
  { redFlags }: World['knowledge'],
): State['redFlags'] {
  const isDistress = ({ id }: State['redFlags'][number]) =>
    redFlags.get(id)?.variants?.some(({ when }) => present.has(when)) ?? false
  return [...flags].sort((one, other) => Number(isDistress(other)) - Number(isDistress(one)))
}

/** An urgent or emergency reply: the action and the contact first, nothing about training or self-care. */
export function alertBlocks(
  { redFlags, present, turn, asks = new Set() }: Alarm,
  { knowledge, club }: World,
): Block[] {
  const { phrases } = knowledge
  const pressing = distressFirst(redFlags, present, knowledge).filter(({ level }) =>
    isPressing(level),
  )
  const [first] = pressing
  const entry = first && knowledge.redFlags.get(first.id)
  if (!entry || !first || !isPressing(first.level)) return []
  const words = wordsAt(first, present, knowledge) ?? entry
  const [action = words.whereToGo, ...steps] = words.doNow
  const signs = [
    words,
    ...pressing.slice(1).flatMap(({ id }) => knowledge.redFlags.get(id) ?? []),
  ].map(({ sign }) => sign)
  const isNew = pressing.some((flag) => flag.turn === turn)
  const isFirst = isNew && pressing.every((flag) => flag.turn === turn)
  const alert: Block = {
    kind: 'alert',
    level: first.level,
    // An action that was said before is said in other words: nobody reads a sentence they have just read.
    text: isFirst
      ? action.text
      : filled(variant(phrases.still, turn), { action: action.text.replace(/\.$/, '') }),
    contacts: contactsFor(first.level, club, knowledge),
  }
  const what = joined(signs)
  const doNow: Block = {
    kind: 'list',
    title: phrases.titles.doNow,
    ordered: true,
    items: [...texts(steps), words.whereToGo.text],
  }
  const doNot: Block = {
    kind: 'list',
    title: phrases.titles.doNot,
    ordered: false,
    items: texts(words.doNot),
  }
  if (!isNew) {
    const reason = {
      kind: 'paragraph' as const,
      text: filled(variant(phrases.stillFirst, turn), { what }),
    }
    const answers: Block[] = [
      ...(asks.has('wait')
        ? [
            {
              kind: 'paragraph' as const,
              text: `${variant(phrases.noWaiting, turn)} ${words.mayMean.text}`,
            },
          ]
        : []),
      ...(asks.has('whereToGo')
        ? [{ ...doNow, ordered: false, items: [words.whereToGo.text] }]
        : []),
      ...(asks.has('allowed') ? [doNot] : []),
    ]
    return [alert, reason, ...(answers.length > 0 ? answers : [doNow, doNot])]
  }
  return [
    alert,
    { kind: 'paragraph', text: filled(phrases.becauseYouSaid, { what }) },
    doNow,
    doNot,
    { kind: 'more', title: phrases.titles.more, paragraphs: [words.mayMean.text] },
    { kind: 'sources', items: referencesOf(entry, knowledge.sources), evidence: null },
  ]
}

/** Flags that want an appointment: who, and what not to do until then; the answer to the question follows. */
export function soonBlocks(
  { redFlags, turn }: Omit<Alarm, 'present'>,
  { knowledge }: World,
): Block[] {
  const { phrases } = knowledge
  const soon = redFlags.filter(({ level }) => level === 'soon')
  const entries = soon.flatMap((flag) => wordsAt(flag, NOTHING, knowledge) ?? [])
  const [first] = entries
  if (!first) return []
  const what = joined(entries.map(({ sign }) => sign))
  if (!soon.some((flag) => flag.turn === turn)) {
    const text = filled(variant(phrases.soonAgain, turn), { what, What: capital(what) })
    return [{ kind: 'paragraph', text }]
  }
  return [
    {
      kind: 'paragraph',
      text: [phrases.soonLead, first.doNow[0]?.text ?? '', first.whereToGo.text].join(' '),
    },
    // By itself, so that of a long story the reasons are folded away and never where to go.
    { kind: 'paragraph', text: filled(phrases.becauseYouSaid, { what }) },
    { kind: 'list', title: phrases.titles.doNot, ordered: false, items: texts(first.doNot) },
  ]
}
