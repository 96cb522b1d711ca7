import { describe, expect, it } from 'vitest'
import { assess } from '../../src/assessment/index.ts'
import { core } from '../core.ts'

const nothing = new Set<string>()
const assessed = (present: string[], shares: [string, number][] = [], absent: string[] = []) =>
  assess(
    { present: new Set(present), absent: new Set(absent) },
    new Map(
      shares.map(([id, share]) => [
        id,
        { share, shareAlone: share, confidence: share / 4, words: [] },
      ]),
    ),
    nothing,
    core.knowledge,
  )

describe('the assessment', () => {
  it('raises nothing for a plain sore knee', () => {
    expect(assessed(['knee-pain', 'worse-stairs'])).toMatchObject({ level: 'info', redFlags: [] })
  })

  it('raises a red flag from findings alone', () => {
    expect(assessed(['pop-heard', 'swelling-rapid'])).toMatchObject({
      level: 'urgent',
      redFlags: [{ id: 'pop-and-swelling' }],
    })
  })

  it('leaves a rule out that would only ask for an appointment where its detector sees next to nothing', () => {
    expect(assessed(['giving-way-repeated'], [['giving-way', 0.5]]).redFlags).toHaveLength(1)
    expect(assessed(['giving-way-repeated'], [['giving-way', 0.49]]).redFlags).toEqual([])
  })

  it('lets a rule that sends people to be seen today stand against its detector', () => {
    expect(assessed(['stuck-now'], [['locked-knee', 0.4]])).toMatchObject({ level: 'urgent' })
  })

  it('asks about one finding alone that its detector takes for something else', () => {
    const { level, nextQuestion } = assessed(['stuck-now'], [['locked-knee', 0.39]])
    expect(level).toBe('info')
    expect(nextQuestion).toEqual({ kind: 'confirm', redFlag: 'locked-knee' })
  })

  it('asks as much of findings that make a sign together', () => {
    const together = (share: number) =>
      assessed(['pop-heard', 'swelling-rapid'], [['pop-and-swelling', share]]).level
    expect(together(0.4)).toBe('urgent')
    expect(together(0.39)).toBe('info')
  })

  it('lets a danger to life stand on very little support, and a wish to be dead or a plain danger on none', () => {
    const told = (finding: string, share: number) =>
      assessed([finding], [['life-threatening-symptoms', share]]).level
    expect(told('collapse', 0.2)).toBe('emergency')
    expect(told('collapse', 0.19)).toBe('info')
    expect(told('chest-pain', 0)).toBe('emergency')
    expect(told('self-harm', 0)).toBe('emergency')
  })

  it('asks about a danger to life that its detector takes for a figure of speech', () => {
    const { nextQuestion } = assessed(['collapse'], [['life-threatening-symptoms', 0]])
    expect(nextQuestion).toEqual({ kind: 'confirm', redFlag: 'life-threatening-symptoms' })
  })

  it('asks about what sounds like a pain that lasts, unless its detector is very sure or a length of time was told', () => {
    const lasting = (share: number) => assessed([], [['persistent-pain', share]])
    expect(lasting(2.8).level).toBe('soon')
    expect(lasting(2.79)).toMatchObject({
      level: 'info',
      nextQuestion: { kind: 'confirm', redFlag: 'persistent-pain' },
    })
    expect(assessed(['pain-over-six-weeks'], [['persistent-pain', 1]]).level).toBe('soon')
  })

  it('names no second sign by a rule that its detector speaks against', () => {
    const shares: [string, number][] = [
      ['cannot-bear-weight', 2],
      ['dvt-signs', 0.1],
    ]
    const { redFlags } = assessed(['cannot-weight', 'calf-swelling'], shares)
    expect(redFlags.map(({ id }) => id)).toEqual(['cannot-bear-weight'])
  })

  it('names a second sign as serious only where it is nearly as sure as the first', () => {
    const named = (share: number) =>
      assessed(
        ['cannot-weight', 'stuck-now'],
        [
          ['cannot-bear-weight', 2],
          ['locked-knee', share],
        ],
      ).redFlags.map(({ id }) => id)
    expect(named(1.7)).toEqual(['cannot-bear-weight', 'locked-knee'])
    expect(named(1.1)).toEqual(['cannot-bear-weight'])
  })

  it('asks less of a second sign that is more serious, and nothing of a rule for one beside a wish for an appointment', () => {
    const level = (present: string[], sure: string, emergency: number) =>
      assessed(present, [
        [sure, 2],
        ['limb-circulation', emergency],
      ]).level
    expect(level(['cold-pale-foot', 'stuck-now'], 'locked-knee', 1.3)).toBe('emergency')
    expect(level(['cold-pale-foot', 'stuck-now'], 'locked-knee', 1)).toBe('urgent')
    expect(level(['cold-pale-foot', 'getting-worse'], 'worsening-pain', 0.8)).toBe('emergency')
  })

  it('lets no other sign outweigh a danger to life that was told', () => {
    const { redFlags } = assessed(
      ['self-harm'],
      [
        ['child-limp', 4],
        ['life-threatening-symptoms', 0],
      ],
    )
    expect(redFlags[0]).toMatchObject({ id: 'life-threatening-symptoms', level: 'emergency' })
  })

  it('sends a hot swollen knee to be seen today, unless a twist or surgery explains it', () => {
    expect(assessed(['hot-red', 'swelling'])).toMatchObject({
      level: 'urgent',
      redFlags: [{ id: 'septic-joint' }],
    })
    expect(assessed(['hot-red', 'swelling', 'mechanism-twist']).redFlags).toEqual([])
  })

  it('weighs what earlier messages told against nothing', () => {
    const { redFlags } = assess(
      {
        present: new Set(['cold-pale-foot', 'stuck-now']),
        absent: nothing,
        heard: new Set(['stuck-now']),
      },
      new Map(
        [['locked-knee', 2] as const, ['limb-circulation', 0] as const].map(([id, share]) => [
          id,
          { share, shareAlone: share, confidence: share / 4, words: [] },
        ]),
      ),
      nothing,
      core.knowledge,
    )
    expect(redFlags.map(({ id }) => id)).toEqual(['limb-circulation', 'locked-knee'])
  })

  it('raises a red flag from the examples alone', () => {
    expect(assessed([], [['septic-joint', 1.2]])).toMatchObject({
      level: 'emergency',
      redFlags: [{ id: 'septic-joint', from: 'detector' }],
    })
  })

  it('lets the more serious of several flags lead, and makes no appointment beside an alert', () => {
    const { redFlags } = assessed(['stuck-now', 'chest-pain', 'getting-worse'])
    expect(redFlags.map(({ id }) => id)).toEqual(['life-threatening-symptoms', 'locked-knee'])
  })

  it('needs less to raise a flag for someone at higher risk', () => {
    expect(assessed([], [['septic-joint', 0.7]]).redFlags).toEqual([])
    expect(assessed(['knee-replacement'], [['septic-joint', 0.7]]).redFlags).toMatchObject([
      { id: 'septic-joint' },
    ])
  })

  it('sends a kneecap that slipped back for a check today, and one that is out to the emergency department', () => {
    expect(assessed(['deformity', 'slipped-back-kneecap']).level).toBe('urgent')
    expect(assessed(['deformity']).level).toBe('emergency')
  })

  it('ranks the explanation with the hallmark findings first', () => {
    const { explanations } = assessed([
      'location-lateral',
      'predictable-distance',
      'worse-downhill',
    ])
    expect(explanations[0]).toMatchObject({ topic: 'it-band-syndrome' })
    expect(explanations[0]?.because).toContain('location-lateral')
  })

  it('moves an explanation down when its sign is denied', () => {
    const points = (absent: string[]) =>
      assessed(['location-joint-line'], [], absent).explanations.find(
        ({ topic }) => topic === 'meniscus-tear',
      )?.points
    expect(points(['catching'])).toBeLessThan(points([]) ?? 0)
  })

  it('asks for the finding that parts the leading explanations, and never for a known one', () => {
    const { telling } = assessed(['worse-stairs', 'onset-gradual'])
    const asked = telling.map((question) => (question.kind === 'finding' ? question.finding : ''))
    expect(asked.length).toBeGreaterThan(3)
    expect(asked).not.toContain('worse-stairs')
    expect(asked).not.toContain('onset-gradual')
  })

  it('asks where it hurts when nothing is known', () => {
    expect(assessed(['knee-pain']).nextQuestion).toEqual({ kind: 'where' })
  })

  it('asks for no second place where one is known that rules it out', () => {
    const { telling } = assessed(['location-lateral'])
    expect(telling).not.toContainEqual({ kind: 'finding', finding: 'location-medial' })
    expect(telling).not.toContainEqual({ kind: 'where' })
  })

  it('asks the open safety question before the one that tells most', () => {
    expect(assessed(['location-joint-line', 'mechanism-twist']).nextQuestion).toEqual({
      kind: 'finding',
      finding: 'swelling-rapid',
    })
  })

  it('asks for a red flag whose detector nearly fired', () => {
    expect(assessed(['knee-pain'], [['dvt-signs', 0.8]]).nextQuestion).toEqual({
      kind: 'confirm',
      redFlag: 'dvt-signs',
    })
  })

  it('asks nothing when the explanation is settled', () => {
    const settled = assessed([
      'location-lateral',
      'predictable-distance',
      'worse-downhill',
      'onset-gradual',
    ])
    expect(settled.explanations[0]?.share).toBeGreaterThan(0.8)
    expect(settled.telling).toEqual([])
  })
})
