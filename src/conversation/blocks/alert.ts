import {
  type Cue,
  isOfDistress,
  isPressing,
  type Knowledge,
  type RedFlag,
  type RedFlagWords,
  redFlagWordsFor,
} from '../../knowledge/index.ts'
import {
  type Block,
  type Contact,
  contactsFor,
  crisisContact,
  joined,
  referencesOf,
  texts,
} from '../../replies/index.ts'
import { toldOf } from '../flags.ts'
import type { State } from '../state.ts'
import type { World } from '../world.ts'
import { filled, variant } from './fill.ts'

type Alarm = {
  redFlags: State['redFlags']
  present: ReadonlySet<string>
  /** What was told before this message: an alarm that now speaks of something else is said in full again. */
  toldBefore?: ReadonlySet<string>
  /** Number of this turn; an alarm of this turn is said in full. */
  turn: number
  /** What is asked in this message: an alarm that was said before answers that, instead of all there is to do. */
  asks?: ReadonlySet<Cue>
}

/** A flag's words; where a rule gives it another level than its own, what to do first and where are those of that level. */
export function wordsAt(
  { id, level }: Pick<State['redFlags'][number], 'id' | 'level'>,
  present: ReadonlySet<string>,
  { redFlags, phrases }: World['knowledge'],
): RedFlagWords | undefined {
  const entry = redFlags.get(id)
  if (!entry) return undefined
  const { words } = redFlagWordsFor(entry, present)
  const other = phrases.atLevel[level as keyof typeof phrases.atLevel]
  if (level === entry.level || !other) return words
  const [, ...steps] = words.doNow
  return {
    ...words,
    doNow: [{ text: other.action }, ...steps],
    whereToGo: { text: other.whereToGo },
  }
}

/** Somebody in distress is met before anything else: a flag whose words begin with whom to talk to. */
function distressFirst(
  flags: State['redFlags'],
  told: ReadonlySet<string>,
  { redFlags }: World['knowledge'],
): State['redFlags'] {
  const weight = ({ id }: State['redFlags'][number]) => Number(isOfDistress(redFlags.get(id), told))
  return [...flags].sort((one, other) => weight(other) - weight(one))
}

/** An urgent or emergency reply: the action and the contact first, nothing about training or self-care. */
export function alertBlocks(
  { redFlags, present, toldBefore, turn, asks = new Set() }: Alarm,
  world: World,
): Block[] {
  const { knowledge } = world
  const { phrases } = knowledge
  const told = toldOf(redFlags, present)
  const pressing = distressFirst(redFlags, told, knowledge).filter(({ level }) => isPressing(level))
  const [first] = pressing
  const entry = first && knowledge.redFlags.get(first.id)
  if (!entry || !first || !isPressing(first.level)) return []
  const words = wordsAt(first, told, knowledge) ?? entry
  const before = redFlagWordsFor(entry, toldBefore ?? told).words
  const isOtherThanBefore = before.sign !== words.sign
  const isNew = isOtherThanBefore || pressing.some((flag) => flag.turn === turn)
  const contacts = contactsOf(words, first.level, world)
  if (!isNew && words.again) {
    const again = { kind: 'alert' as const, level: first.level, contacts }
    const answers = answersTo(asks, words, phrases, turn)
    return [{ ...again, text: variant(texts(words.again), turn) }, ...answers]
  }
  const ill = asks.has('someoneElse') ? 'someoneElse' : 'oneself'
  const [action = words.whereToGo, ...steps] = words.doNow.filter(({ to = ill }) => to === ill)
  const signs = [
    signOf(entry, { told, pressing }, knowledge),
    ...pressing.slice(1).flatMap(({ id }) => knowledge.redFlags.get(id)?.sign ?? []),
  ]
  const isFirst = isOtherThanBefore || pressing.every((flag) => flag.turn === turn)
  const alert: Block = {
    kind: 'alert',
    level: first.level,
    // An action that was said before is said in other words: nobody reads a sentence they have just read.
    text: isFirst
      ? action.text
      : filled(variant(phrases.still, turn), { action: action.text.replace(/\.$/, '') }),
    contacts,
  }
  const what = joined(signs)
  const doNow: Block = {
    kind: 'list',
    title: phrases.titles.doNow,
    ordered: true,
    items: [...texts(steps), words.whereToGo.text],
  }
  const doNot = doNotBlock(words, phrases)
  if (!isNew) {
    const reason = {
      kind: 'paragraph' as const,
      text: filled(variant(phrases.stillFirst, turn), { what }),
    }
    const answers = answersTo(asks, words, phrases, turn)
    return [alert, reason, ...(answers.length > 0 ? answers : [doNow, doNot])]
  }
  const references = referencesOf({ ...entry, ...words, variants: [] }, knowledge.sources)
  return [
    alert,
    { kind: 'paragraph', text: filled(phrases.becauseYouSaid, { what }) },
    doNow,
    doNot,
    { kind: 'more', title: phrases.titles.more, paragraphs: [words.mayMean.text] },
    ...(references.length > 0
      ? [{ kind: 'sources' as const, items: references, evidence: null }]
      : []),
  ]
}

/** What was asked about an alarm that is in force, answered from its own words. */
function answersTo(
  asks: ReadonlySet<Cue>,
  words: RedFlagWords,
  phrases: Knowledge['phrases'],
  turn: number,
): Block[] {
  const wait = `${variant(phrases.noWaiting, turn)} ${words.mayMean.text}`
  return [
    ...(asks.has('wait') ? [{ kind: 'paragraph' as const, text: wait }] : []),
    ...(asks.has('medicine') || asks.has('dose')
      ? [{ kind: 'paragraph' as const, text: phrases.medicineUntilSeen }]
      : []),
    ...(asks.has('whereToGo')
      ? [
          {
            kind: 'list' as const,
            title: phrases.titles.doNow,
            ordered: false,
            items: [words.whereToGo.text],
          },
        ]
      : []),
    ...(asks.has('allowed') ? [doNotBlock(words, phrases)] : []),
  ]
}

/** What not to do. */
export function doNotBlock(
  { doNot }: Pick<RedFlagWords, 'doNot'>,
  { titles }: Knowledge['phrases'],
): Block {
  return { kind: 'list', title: titles.doNot, ordered: false, items: texts(doNot) }
}

function contactsOf(
  { crisisLine }: RedFlagWords,
  level: 'urgent' | 'emergency',
  { club, knowledge }: World,
): Contact[] {
  const contacts = contactsFor(level, club, knowledge)
  if (!crisisLine) return contacts
  const crisis = crisisContact(club.country, knowledge)
  return crisisLine === 'first' ? [crisis, ...contacts] : [...contacts, crisis]
}

/**
 * The sign as it was told: the very findings where the entry has words of their own for them, without those that
 * another flag in force speaks of, and without what may have been told only between the lines.
 */
function signOf(
  entry: RedFlag,
  { told, pressing }: { told: ReadonlySet<string>; pressing: State['redFlags'] },
  { findings }: Knowledge,
): string {
  const { words, about } = redFlagWordsFor(entry, told)
  const isOfOther = (redFlag: string | undefined) =>
    redFlag !== entry.id && pressing.some(({ id }) => id === redFlag)
  const said = about
    .flatMap((id) => findings.get(id) ?? [])
    .filter(({ redFlag, learnt }) => !isOfOther(redFlag) && !learnt)
    .map(({ said }) => said)
  return said.length > 0 ? joined(said) : words.sign
}
