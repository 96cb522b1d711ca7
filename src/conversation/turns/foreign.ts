import type { RaisedFlag } from '../../assessment/index.ts'
import { isPressing } from '../../knowledge/index.ts'
import type { Block } from '../../replies/index.ts'
import type { TurnKind } from '../answered.ts'
import { alertBlocks } from '../blocks/alert.ts'
import { filled } from '../blocks/fill.ts'
import { mergeFlags } from '../flags.ts'
import type { State } from '../state.ts'
import type { Turn } from '../turn.ts'
import type { World } from '../world.ts'

/** A message in another language: one fixed sentence in it, and the alert when its words tell of an emergency. */
export const foreign: TurnKind = (turn) => {
  const { reading, before, world, known } = turn
  const { language } = reading
  if (!language) return undefined
  const raised = language.redFlags.flatMap((id): RaisedFlag[] => {
    const level = world.knowledge.redFlags.get(id)?.level
    return level ? [{ id, level, from: 'detector' }] : []
  })
  const turns = before.turns + 1
  const redFlags = mergeFlags(before.redFlags, raised, turns)
  // Nothing else of the reading counts: its words were not English.
  const state: State = { ...before, turns, redFlags, pending: null }
  const alert = redFlags.some(({ level }) => isPressing(level))
    ? alertBlocks({ redFlags, present: known.present, turn: turns }, world)
    : []
  const isAboutKnee = language.aboutKnee || redFlags.length > 0
  return {
    state,
    blocks: foreignBlocks(language.code, alert, world),
    choices: [],
    topics: [],
    unread: { scope: isAboutKnee ? 'knee' : 'off-topic' },
  }
}

/** An alert begins in the runner's own language. */
function foreignBlocks(
  code: string | null,
  alert: readonly Block[],
  world: Turn['world'],
): Block[] {
  const { languages, phrases } = world.knowledge
  const language = code ? languages.get(code) : undefined
  const number = emergencyNumber(world)
  const said = (sentence: string): string => filled(sentence, { number })
  const reply: Block = { kind: 'paragraph', text: said(language?.reply ?? phrases.otherLanguage) }
  const [first, ...rest] = alert
  if (first?.kind !== 'alert') return [reply]
  const opening = language?.emergency
  const text = opening ? `${said(opening)} ${first.text}` : first.text
  return [{ ...first, text }, ...rest, reply]
}

function emergencyNumber({ club, knowledge: { services } }: World): string {
  const service = club.country ? services.countries.get(club.country) : undefined
  return service?.emergency.dial ?? services.fallback.dial
}
