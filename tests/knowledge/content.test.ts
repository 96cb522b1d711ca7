import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkContent, FEWEST } from '../../src/check-content.ts'
import { loadIntents, normalisedForComparison, statementsOf } from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'
import { core } from '../core.ts'

const { knowledge } = core
const intents = loadIntents(PATHS.intents, knowledge)

/** The ids other programs speak; one may be added, none is ever renamed or dropped. */
const TOPICS =
  `training-overload running-form skipped-warm-up worn-or-wrong-shoes muscle-weakness hills-and-surfaces
patellofemoral-pain it-band-syndrome patellar-tendinopathy quadriceps-tendinopathy pes-anserine-pain back-of-knee-tendon-pain
meniscus-tear ligament-sprain patellar-instability osteoarthritis bone-stress-injury fat-pad-irritation plica-irritation
bakers-cyst bursitis growth-related-pain inflammatory-arthritis referred-pain shoes gradual-progression strength-training
cross-training rest-days warm-up cool-down running-technique cadence surfaces-and-hills listen-to-your-body recovery-habits
first-steps pain-medicine running-through-pain return-to-running recovery-time braces-and-taping foam-rolling-and-massage
rehab-exercises diagnosis-and-scans injections-and-surgery seeing-a-professional why-knees-hurt is-running-bad-for-knees
normal-soreness clicking-and-noises swelling knee-anatomy benefits-of-running`.split(/\s+/)
const RED_FLAGS = {
  emergency:
    'life-threatening-symptoms limb-circulation deformity-or-open-wound compartment-syndrome cauda-equina septic-joint',
  urgent:
    'cannot-bear-weight locked-knee pop-and-swelling extensor-rupture trauma-bone-pain dvt-signs numbness-or-weakness joint-replacement-or-recent-procedure child-limp',
  soon: 'giving-way mechanical-symptoms persistent-swelling bone-stress-signs night-or-systemic-pain persistent-pain worsening-pain',
}

describe('the content', () => {
  it('passes its own check', () => {
    expect(checkContent(PATHS).problems).toEqual([])
  })

  it('has an entry for every topic of the taxonomy', () => {
    expect(TOPICS).toHaveLength(54)
    expect([...knowledge.topics.keys()]).toEqual(expect.arrayContaining(TOPICS))
  })

  it.each(Object.entries(RED_FLAGS))('has every %s red flag at its level', (level, ids) => {
    for (const id of ids.split(' ')) expect(knowledge.redFlags.get(id)?.level, id).toBe(level)
  })

  it('is all draft until a clinician signs', () => {
    const entries = [...knowledge.topics.values(), ...knowledge.redFlags.values()]
    for (const { review } of entries) {
      if (review.status === 'reviewed') expect(review.by).not.toBe('')
    }
    expect(entries.every(({ review }) => review.status === 'draft' || review.on !== null)).toBe(
      true,
    )
  })

  it('carries every claim of the article', () => {
    expect(knowledge.claims.size).toBe(32)
    for (const [id, { topics }] of knowledge.claims) {
      for (const topic of topics) {
        const entry = knowledge.topics.get(topic)
        const carriers = entry
          ? statementsOf(entry).filter(({ claims }) => claims?.includes(id))
          : []
        expect(carriers, `${topic} carries ${id}`).not.toEqual([])
      }
    }
  })

  const statements = [...knowledge.topics.values(), ...knowledge.redFlags.values()].flatMap(
    (entry) => statementsOf(entry).map(({ text }) => ({ id: entry.id, text })),
  )
  it.each([
    [
      'tells anyone what they have',
      /\byou (?:probably |definitely )?have (?:a |an |got )?(?:runner|tendin|arthritis|bursitis|meniscus|gout|clot)/i,
    ],
    [
      'gives a dose of a medicine',
      /\b\d+ ?(?:mg|milligrams?|ml)\b|\b(?:tablets?|pills?) (?:a|per) day\b/i,
    ],
    ['promises anything', /\b(?:will cure|guarantee[ds]?|is cured|always works|will heal)\b/i],
    [
      'says that no help is needed',
      /\b(?:do not|don't|no) need (?:to see )?(?:a|any) (?:doctor|professional|physio)/i,
    ],
    ['shows a phone number', /\b(?:999|911|112|111|000)\b(?! or)|\b0\d{3,}/],
  ])('never %s', (_what, pattern) => {
    const offenders = statements.filter(({ text }) => pattern.test(text))
    expect(offenders).toEqual([])
  })

  it('asks for each finding so that a yes means that it is there, never that it is not', () => {
    // "Can you put weight on it?" would take a yes for "cannot put weight on it", and a no for all is well.
    const asks = [...knowledge.findings.values()].map(({ ask }) => ask)
    const isTurnedRound = /^(?:will it|what|how)\b|^can you (?!cover)|\benough\b/i
    expect(asks.filter((ask) => isTurnedRound.test(ask) || !ask.endsWith('?'))).toEqual([])
    const lacks = [...knowledge.findings.values()].filter(({ lay }) =>
      /^(?:cannot|will not)\b/i.test(lay),
    )
    expect(lacks.length).toBeGreaterThanOrEqual(3)
    // "Are you unable to?" is easily answered "yes, I can".
    for (const { ask } of lacks) expect(ask).toMatch(/too sore|too weak|stuck|stop/)
  })

  it('shows phone numbers of verified services only', () => {
    const withAdvice = [...knowledge.services.countries]
      .filter(([, { adviceLine }]) => adviceLine)
      .map(([code]) => code)
    expect(withAdvice).toEqual(['GB'])
    expect(knowledge.services.countries.has('AU'), 'the Australian number is not verified').toBe(
      false,
    )
  })
})

describe('the example questions', () => {
  const count = (holds: (intent: (typeof intents)[number]) => boolean) =>
    intents.filter(holds).length

  it.each(TOPICS)('are enough for %s', (id) => {
    expect(count(({ topics }) => topics.includes(id))).toBeGreaterThanOrEqual(FEWEST.topic)
  })

  it.each(Object.values(RED_FLAGS).flatMap((ids) => ids.split(' ')))('are enough for %s', (id) => {
    expect(count(({ redFlags }) => redFlags.includes(id))).toBeGreaterThanOrEqual(FEWEST.redFlag)
  })

  it('are enough outside knees', () => {
    expect(count(({ scope }) => scope === 'other-body')).toBeGreaterThanOrEqual(FEWEST.scope)
    expect(count(({ scope }) => scope === 'off-topic')).toBeGreaterThanOrEqual(FEWEST.scope)
  })

  it('hold enough look-alikes', () => {
    const files = readdirSync(join(PATHS.intents, 'look-alikes'))
    expect(files.sort()).toEqual([
      'gear-and-races.yaml',
      'hypothetical.yaml',
      'idiom.yaml',
      'negated.yaml',
      'past.yaml',
    ])
    expect(
      count(
        ({ complaint, redFlags, meta, scope, topics }) =>
          complaint === undefined &&
          redFlags.length === 0 &&
          !meta &&
          (scope === 'knee' || topics.length === 0),
      ),
    ).toBeGreaterThanOrEqual(FEWEST.lookAlikes)
  })

  it('never stand under two labels', () => {
    const texts = intents.map(({ text }) => normalisedForComparison(text))
    expect(new Set(texts).size).toBe(texts.length)
  })
})
