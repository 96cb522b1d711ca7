import { describe, expect, it } from 'vitest'
import { createLanguageDetector } from '../../src/understanding/language.ts'

describe('a language by its words', () => {
  const SENTENCES = {
    reply: '{number}',
    emergency: '{number}',
    urgent: '{number}',
    selfHarm: '{number}',
  }
  const SPANISH = {
    ...SENTENCES,
    name: 'Spanish',
    knee: ['rodilla', 'rótula'],
    idioms: ['sin_fiebre'],
    signs: {
      'limb-circulation': ['pie|pierna fri|palid'],
      'septic-joint': ['rodilla fiebre'],
      'self-harm': ['quiero_morir', 'muert =ya !cansancio'],
    },
  }
  const GERMAN = { ...SENTENCES, name: 'German', knee: ['knie', 'fuß'], signs: {} }
  const RUSSIAN = {
    ...SENTENCES,
    name: 'Russian',
    knee: ['колен'],
    signs: { 'self-harm': ['умереть'] },
  }
  const ENGLISH = new Set(['my', 'the', 'is', 'sore', 'and', 'knee', 'hurts', 'when', 'i', 'run'])
  const detect = createLanguageDetector(
    new Map(Object.entries({ es: SPANISH, de: GERMAN, ru: RUSSIAN })),
    (word) => ENGLISH.has(word),
  )
  const languageOf = (message: string, repaired?: string[]) =>
    detect(message, repaired ?? message.toLowerCase().split(' ')).language

  it('is none where there are no letters', () => {
    expect(languageOf('42 !?')).toBeNull()
    expect(languageOf('')).toBeNull()
  })

  it('is told by a word for the knee, with accents or without, in any ending', () => {
    for (const text of ['rodilla', 'RODILLAS', 'rotula', 'RÓTULA'])
      expect(languageOf(text)).toEqual({ code: 'es', aboutKnee: true, signs: [] })
    expect(languageOf('fuss')).toMatchObject({ code: 'de', aboutKnee: true })
    expect(languageOf('Kniegelenk')).toMatchObject({ code: 'de', aboutKnee: true })
    expect(languageOf('arrodilla')).toBeNull()
  })

  it('is told by a sign, once each of its words is there', () => {
    expect(languageOf('pie frio')).toEqual({
      code: 'es',
      aboutKnee: false,
      signs: ['limb-circulation'],
    })
    expect(languageOf('pierna pálida')).toMatchObject({ signs: ['limb-circulation'] })
    expect(languageOf('pie')).toBeNull()
    expect(languageOf('rodilla y fiebre')).toEqual({
      code: 'es',
      aboutKnee: true,
      signs: ['septic-joint'],
    })
  })

  it('is told by words that stand together, by a whole word, and by none beside what rules it out', () => {
    expect(languageOf('quiero morirme')).toMatchObject({ signs: ['self-harm'] })
    expect(languageOf('morir quiero')).toBeNull()
    expect(languageOf('muerto ya')).toMatchObject({ signs: ['self-harm'] })
    expect(languageOf('muerto yace')).toBeNull()
    expect(languageOf('muerto ya cansancio')).toBeNull()
  })

  it('is told by no sign in a figure of speech or a denial', () => {
    expect(languageOf('rodilla sin fiebre')).toMatchObject({ aboutKnee: true, signs: [] })
  })

  it('is told by a sign beside a few English words, but by none that is English itself', () => {
    expect(languageOf('my knee hurts and quiero morir')).toMatchObject({ signs: ['self-harm'] })
    expect(languageOf('my knee hurts and the knee is sore quiero morir')).toMatchObject({
      code: 'es',
    })
  })

  it('is English as it is written, or not, whether or not another can be told', () => {
    expect(detect('my knee hurts', []).isEnglish).toBe(true)
    expect(detect('quand je descends', []).isEnglish).toBe(false)
    expect(detect('42', []).isEnglish).toBe(true)
  })

  it('is told by its letters', () => {
    expect(languageOf('болит колено')).toEqual({ code: 'ru', aboutKnee: true, signs: [] })
    expect(languageOf('болит нога после бега')).toMatchObject({ code: 'ru', aboutKnee: false })
    expect(languageOf('膝が痛い')).toMatchObject({ code: null, aboutKnee: false })
    expect(languageOf('my knee hurts да')).toBeNull()
    expect(languageOf('лучше бы умереть')).toMatchObject({ code: 'ru', signs: ['self-harm'] })
  })

  it('that Kneewise has no sentence in is still another', () => {
    expect(languageOf("J'ai mal quand je descends les escaliers")).toEqual({
      code: null,
      aboutKnee: false,
      signs: [],
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
