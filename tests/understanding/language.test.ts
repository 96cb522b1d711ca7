import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUnderstanding } from '../../src/understanding/index.ts'
import { createLanguageDetector } from '../../src/understanding/language.ts'
import { BRITISH_CLUB, core, lastReply } from '../core.ts'

const understand = createUnderstanding(core.knowledge, core.model)

describe('a message in another language', () => {
  it.each([
    ['Me duele la rodilla al bajar escaleras', 'es'],
    ["J'ai une gêne au genou quand je descends", 'fr'],
    ['Mein linkes Knie schmerzt seit gestern beim Laufen', 'de'],
    ['Ho un fastidio al ginocchio quando corro in discesa', 'it'],
    ['O meu joelho incomoda depois de correr', 'pt'],
    ['Mijn knie is stijf na het hardlopen', 'nl'],
    ['Boli mnie kolano po bieganiu', 'pl'],
    ['膝の外側が痛みます', 'ja'],
    ['У меня болит колено после бега', 'ru'],
  ])('is recognised as being about a knee: %s', (text, code) => {
    expect(understand(text).language).toMatchObject({ code, aboutKnee: true })
  })

  it('is answered in that language, with the emergency number of the country', async () => {
    const reply = await lastReply(['Me duele la rodilla al correr'], BRITISH_CLUB)
    expect(reply).toMatchObject({ scope: 'knee', triage: 'info', redFlags: [] })
    expect(reply.blocks).toEqual([
      { kind: 'paragraph', text: expect.stringMatching(/solo entiende y habla inglés.*999/) },
    ])
  })

  it.each([
    ['no puedo respirar y me duele el pecho', 'life-threatening-symptoms'],
    ["j'ai le genou rouge et gonflé avec de la fièvre", 'septic-joint'],
    ['nach dem Sturz ist mein Fuß kalt und ganz blass', 'limb-circulation'],
    ["dopo la caduta vedo l'osso del ginocchio", 'deformity-or-open-wound'],
    ['a barriga da perna está dura como pedra, dor insuportável na perna', 'compartment-syndrome'],
    ['geen gevoel meer tussen mijn benen', 'cauda-equina'],
    ['nie mogę oddychać', 'life-threatening-symptoms'],
  ])('raises an emergency first: %s', async (text, flag) => {
    const reply = await lastReply([text])
    expect(reply).toMatchObject({ triage: 'emergency' })
    expect(reply.redFlags).toContain(flag)
    expect(reply.blocks[0]).toMatchObject({ kind: 'alert', level: 'emergency' })
  })

  it.each([
    'nee hurtz wen i runn',
    'my knie hurts after runing',
    'patela femoral?',
    'ITB, PFPS, ACL, MCL',
    'knee pain pls help asap thx',
    'shoe drop 4mm vs 10mm',
  ])('is not seen in badly spelt or short English: %s', (text) => {
    expect(understand(text).language).toBeNull()
  })

  it('is never seen in the example questions about knees', () => {
    for (const flag of core.knowledge.redFlags.values())
      expect(understand(flag.confirm).language).toBeNull()
  })

  it('is looked for in any text without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { language } = understand(text)
        expect(language === null || typeof language.aboutKnee === 'boolean').toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a language by its words', () => {
  const SPANISH = {
    name: 'Spanish',
    reply: '{number}',
    knee: ['rodilla', 'rótula'],
    emergencies: {
      'limb-circulation': ['pie|pierna fri|palid'],
      'septic-joint': ['rodilla fiebre'],
    },
  }
  const GERMAN = { name: 'German', reply: '{number}', knee: ['knie', 'fuß'] }
  const RUSSIAN = { name: 'Russian', reply: '{number}', knee: ['колен'] }
  const ENGLISH = new Set(['my', 'the', 'is', 'sore', 'and', 'knee', 'hurts', 'when', 'i', 'run'])
  const languageOf = (message: string, repaired?: string[]) =>
    createLanguageDetector(
      new Map(Object.entries({ es: SPANISH, de: GERMAN, ru: RUSSIAN })),
      (word) => ENGLISH.has(word),
    )(message, repaired ?? message.toLowerCase().split(' '))

  it('is none where there are no letters', () => {
    expect(languageOf('42 !?')).toBeNull()
    expect(languageOf('')).toBeNull()
  })

  it('is told by a word for the knee, with accents or without, in any ending', () => {
    for (const text of ['rodilla', 'RODILLAS', 'rotula', 'RÓTULA'])
      expect(languageOf(text)).toEqual({ code: 'es', aboutKnee: true, redFlags: [] })
    expect(languageOf('fuss')).toMatchObject({ code: 'de', aboutKnee: true })
    expect(languageOf('Kniegelenk')).toMatchObject({ code: 'de', aboutKnee: true })
    expect(languageOf('arrodilla')).toBeNull()
  })

  it('is told by an emergency, once each of its words is there', () => {
    expect(languageOf('pie frio')).toEqual({
      code: 'es',
      aboutKnee: false,
      redFlags: ['limb-circulation'],
    })
    expect(languageOf('pierna pálida')).toMatchObject({ redFlags: ['limb-circulation'] })
    expect(languageOf('pie')).toBeNull()
    expect(languageOf('rodilla y fiebre')).toEqual({
      code: 'es',
      aboutKnee: true,
      redFlags: ['septic-joint'],
    })
  })

  it('is told by its letters', () => {
    expect(languageOf('болит колено')).toEqual({ code: 'ru', aboutKnee: true, redFlags: [] })
    expect(languageOf('болит нога после бега')).toMatchObject({ code: 'ru', aboutKnee: false })
    expect(languageOf('膝が痛い')).toMatchObject({ code: null, aboutKnee: false })
    expect(languageOf('my knee hurts да')).toBeNull()
  })

  it('that Kneewise has no sentence in is still another', () => {
    expect(languageOf("J'ai mal quand je descends les escaliers")).toEqual({
      code: null,
      aboutKnee: false,
      redFlags: [],
    })
  })

  it('is English where most words are', () => {
    expect(languageOf('my rodilla is sore and hurts')).toBeNull()
    expect(languageOf('my rodilla is sore')).toBeNull()
    expect(languageOf('my rodilla sore mucho')).toMatchObject({ code: 'es' })
  })

  it('is English where most words are once they were repaired', () => {
    const misspelt = 'mi kneee hurrts whenn ai runn'
    expect(languageOf(misspelt, ['my', 'knee', 'hurts', 'when', 'i', 'run'])).toBeNull()
    expect(languageOf('mal quand je descends', ['when', 'i', 'descends', 'je'])).toBeNull()
  })

  it('of a few words without a knee is taken for English', () => {
    expect(languageOf('quand je descends')).toBeNull()
  })
})
