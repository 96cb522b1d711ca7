import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Ban,
  createWordingCheck,
  loadKnowledge,
  readKnowledge,
  readYaml,
  Wording,
} from '../../src/knowledge/index.ts'
import { PATHS } from '../../src/paths.ts'

const knowledge = loadKnowledge(PATHS.knowledge)
const { parsed } = readYaml(PATHS.knowledge, 'wording.yaml', Wording)
if (!parsed) throw new Error('knowledge/wording.yaml cannot be read')
const check = createWordingCheck(parsed.value, knowledge.topics)
const bansIn = (text: string): Ban[] => [...new Set(check(text).map(({ ban }) => ban))]

describe('the wording check', () => {
  it.each<[Ban, string]>([
    ['diagnosing', 'From what you say, you have iliotibial band syndrome.'],
    ['diagnosing', "You've got runner's knee."],
    ['diagnosing', 'You clearly have a bad sprain.'],
    ['diagnosing', 'Rest it. This is patellar tendinopathy.'],
    ['diagnosing', "It's a meniscus tear."],
    ['diagnosing', 'Your ligament is torn.'],
    ['diagnosing', "You've torn your cartilage."],
    ['diagnosing', 'You do not have a clot.'],
    ['promising', 'With these steps it will heal in six weeks.'],
    ['promising', 'Your knee will be fine by Sunday.'],
    ['promising', 'Strong hips will prevent knee pain.'],
    ['promising', 'Results are guaranteed.'],
    ['promising', 'This is a completely safe way to train.'],
    ['promising', 'You will run without pain again.'],
    ['dosing', 'Take 200mg after the run.'],
    ['dosing', 'Two tablets are enough.'],
    ['dosing', 'Paracetamol twice a day is common.'],
    ['dosing', 'Try ibuprofen.'],
    ['dosing', 'You may double the dose on race day.'],
    ['dismissing', "You don't need to see a doctor."],
    ['dismissing', 'There is no need to call an ambulance.'],
    ['dismissing', 'You need not ask anyone.'],
    ['dismissing', 'Clicks? Nothing to worry about.'],
    ['dismissing', "Don't worry, it is normal."],
    ['dismissing', "It's probably harmless."],
    ['dismissing', 'You are fine.'],
    ['dismissing', 'Run through the pain.'],
    ['dismissing', 'Use ice instead of seeing a physiotherapist.'],
    ['dismissing', 'Your doctor is wrong about that.'],
  ])('catches %s: "%s"', (ban, text) => {
    expect(bansIn(text)).toContain(ban)
  })

  it.each([
    'People with these signs often turn out to have a sore tendon below the kneecap.',
    'If you have a meniscus tear, most settle with strength work.',
    'Do you have back pain?',
    'Most runners get better within three months, though nobody can promise it.',
    'Ask a pharmacist before you take a painkiller.',
    'Do not run through the pain.',
    'See a doctor if it is no better in two weeks.',
    'A scan is not needed at first.',
    'This is general information, not a diagnosis.',
  ])('lets pass: "%s"', (text) => {
    expect(check(text)).toEqual([])
  })

  it('reads one sentence at a time: a condition in one does not excuse the next', () => {
    expect(bansIn('If it swells, rest. You have a torn meniscus.')).toEqual(['diagnosing'])
  })
})

describe('a sentence that must not be said', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kneewise-'))
    cpSync(PATHS.knowledge, root, { recursive: true })
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const plant = (file: string, from: string | RegExp, to: string) => {
    const before = readFileSync(join(root, file), 'utf8')
    const after = before.replace(from, to)
    expect(after, `nothing to change in ${file}`).not.toBe(before)
    writeFileSync(join(root, file), after)
  }
  const found = () => readKnowledge(root).problems.filter(({ code }) => code === 'wording')

  it.each([
    ['an entry', 'care/first-steps.yaml', /text: .*/, 'text: It will heal soon.'],
    ['the dose of a step', 'info/swelling.yaml', 'dose: a few times a day', 'dose: 400 mg'],
    ['a red flag', 'red-flags/dvt-signs.yaml', /confirm: .*/, 'confirm: You have a blood clot.'],
    ['the question for a finding', 'findings.yaml', /ask: .*/, 'ask: "Your meniscus is torn."'],
    ['a phrase', 'phrases.yaml', /holds: .*/, 'holds: There is nothing to worry about.'],
    ['a plan', 'plans.yaml', /text: .*/, 'text: "You do not need a doctor."'],
    ['an exercise', 'exercises.yaml', /makeHarder: .*/, 'makeHarder: This cures the pain.'],
    ['the summary', 'summary.yaml', /note: .*/, 'note: You are fine, said a program.'],
  ])('is found in %s, with its place and the mend', (_what, file, from, to) => {
    plant(file, from, to)
    const [problem] = found()
    expect(problem).toMatchObject({ code: 'wording', at: { file } })
    const line = readFileSync(join(root, file), 'utf8').split('\n')[(problem?.at.line ?? 0) - 1]
    expect(line).toContain(to.replace(/^\w+: /, ''))
    expect(problem?.mend).toMatch(/\.$/)
  })

  it('stands nowhere in what Kneewise says today', () => {
    expect(found()).toEqual([])
  })
})

describe('knowledge/wording.yaml', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kneewise-'))
    cpSync(PATHS.knowledge, root, { recursive: true })
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it.each([
    ['catches nothing', 'catches: Your doctor was wrong.', 'catches: Your doctor was here.'],
    ['is no regular expression', '\\byou can safely\\b', '(you can safely'],
    [
      'allows what was never banned',
      'allows: Do not push through the pain.',
      'allows: Do not push on.',
    ],
  ])('is told of a pattern that %s', (_what, from, to) => {
    const file = join(root, 'wording.yaml')
    const text = readFileSync(file, 'utf8')
    const changed = text.replace(from, to)
    const doubled = text.replace(from.replaceAll('\\', '\\\\'), to.replaceAll('\\', '\\\\'))
    writeFileSync(file, changed === text ? doubled : changed)
    expect(readKnowledge(root).problems).toContainEqual(
      expect.objectContaining({
        code: 'wording',
        at: expect.objectContaining({ file: 'wording.yaml' }),
      }),
    )
  })
})
