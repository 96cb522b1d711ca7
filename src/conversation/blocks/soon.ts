import type { RedFlag, RedFlagWords, Visit } from '../../knowledge/index.ts'
import { type Block, joined } from '../../replies/index.ts'
import type { Turn } from '../turn.ts'
import { doNotBlock, wordsAt } from './alert.ts'
import { capital, filled, variant } from './fill.ts'

/** A sign that wants an appointment: what is said of it, and the entry that says it. */
type Sign = {
  words: Pick<RedFlagWords, 'sign' | 'doNow' | 'whereToGo' | 'doNot'>
  entry: RedFlag | Visit
  /** Whether it was told in this message. */
  isNew: boolean
}

/** What was told changes no words of a sign that wants an appointment. */
const NOTHING: ReadonlySet<string> = new Set()

/** What wants an appointment: red flags of that level or, where no red flag is in force, what is to be looked at all the same. */
export function soonSigns({ redFlags, visit, state, world }: Turn): Sign[] {
  const { knowledge } = world
  if (visit) {
    const isNew = state.findings.some(
      ({ id, turn }) => turn === state.turns && visit.when.all.includes(id),
    )
    return [{ words: visit, entry: visit, isNew }]
  }
  return redFlags.flatMap((flag): Sign[] => {
    const entry = knowledge.redFlags.get(flag.id)
    const words = wordsAt(flag, NOTHING, knowledge)
    if (flag.level !== 'soon' || !entry || !words) return []
    return [{ words, entry, isNew: flag.turn === state.turns }]
  })
}

/** Signs that want an appointment: who, and what not to do until then; the answer to the question follows. */
export function soonBlocks(turn: Turn): Block[] {
  const { phrases } = turn.world.knowledge
  const signs = soonSigns(turn)
  const [first] = signs
  if (!first) return []
  const what = joined(signs.map(({ words }) => words.sign))
  if (!signs.some(({ isNew }) => isNew)) {
    const text = filled(variant(phrases.soonAgain, turn.state.turns), { what, What: capital(what) })
    return [{ kind: 'paragraph', text }]
  }
  const { doNow, whereToGo } = first.words
  return [
    {
      kind: 'paragraph',
      text: [phrases.soonLead, doNow[0]?.text ?? '', whereToGo.text].join(' '),
    },
    // By itself, so that of a long story the reasons are folded away and never where to go.
    { kind: 'paragraph', text: filled(phrases.becauseYouSaid, { what }) },
    doNotBlock(first.words, phrases),
  ]
}
