import { describe, expect, it } from 'vitest'
import { createLanguageDetector } from '../../src/understanding/language.ts'

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
