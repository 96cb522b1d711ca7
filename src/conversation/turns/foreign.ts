import { assess, type RaisedFlag } from '../../assessment/index.ts'
import type { Block } from '../../replies/index.ts'
import type { Foreign } from '../../understanding/index.ts'
import type { TurnKind } from '../answered.ts'
import { alertBlocks } from '../blocks/alert.ts'
import { filled } from '../blocks/fill.ts'
import { mergeFlags } from '../flags.ts'
import { knownFrom, updateFindings } from '../known.ts'
import type { State } from '../state.ts'
import type { Turn } from '../turn.ts'
import type { World } from '../world.ts'

/** A message in another language: one fixed sentence in it, and the alert when its words tell of a pressing sign. */
export const foreign: TurnKind = (turn) => {
  const { before, world } = turn
  const language = turn.reading.language ?? goneOnIn(turn)
  if (!language) return undefined
  const { knowledge } = world
  const turns = before.turns + 1
  // Nothing else of the reading counts: its words were not English.
  const told = new Set(language.signs.filter((sign) => knowledge.findings.has(sign)))
  const findings = updateFindings(
    before.findings,
    new Map([...told].map((finding) => [finding, 'present'])),
    turns,
  )
  const known = { ...knownFrom(findings), heard: told }
  const named = language.signs.flatMap((id): RaisedFlag[] => {
    const level = knowledge.redFlags.get(id)?.level
    return level ? [{ id, level, from: 'detector' }] : []
  })
  const ruled = assess(known, new Map(), new Set(before.asked), knowledge).redFlags
  const redFlags = mergeFlags(before.redFlags, [...ruled, ...named], turns)
  const state: State = { ...before, turns, findings, redFlags, pending: null }
  const alert = alertBlocks({ redFlags, present: known.present, turn: turns }, world)
  const isAboutKnee = language.aboutKnee || redFlags.length > 0
  return {
    state,
    blocks: foreignBlocks(language.code, alert, { state, present: known.present, world }),
    choices: [],
    topics: [],
    unread: { scope: isAboutKnee ? 'knee' : 'off-topic', language: language.code },
  }
}

/** Too little to tell a language by: it is still that of the message before, unless English words say otherwise. */
function goneOnIn({ before, reading }: Turn): Foreign | undefined {
  if (before.language === null || reading.isEnglish || reading.mentions.length > 0) return undefined
  return { code: before.language, aboutKnee: false, signs: [] }
}

/** An alert begins in the runner's own language. */
function foreignBlocks(
  code: string | null,
  alert: readonly Block[],
  { state, present, world }: { state: State; present: ReadonlySet<string>; world: World },
): Block[] {
  const { languages, phrases, findings } = world.knowledge
  const language = code ? languages.get(code) : undefined
  const number = emergencyNumber(world)
  const said = (sentence: string): string => filled(sentence, { number })
  const reply: Block = { kind: 'paragraph', text: said(language?.reply ?? phrases.otherLanguage) }
  const [first, ...rest] = alert
  if (first?.kind !== 'alert') return [reply]
  if (!language) return [...alert, reply]
  const isDistress =
    present.has('self-harm') &&
    state.redFlags.some(({ id }) => id === findings.get('self-harm')?.redFlag)
  const opening = isDistress ? language.selfHarm : language[first.level]
  return [{ ...first, text: `${said(opening)} ${first.text}` }, ...rest, reply]
}

function emergencyNumber({ club, knowledge: { services } }: World): string {
  const service = club.country ? services.countries.get(club.country) : undefined
  return service?.emergency.dial ?? services.fallback.dial
}
