import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUnderstanding } from '../../src/understanding/index.ts'
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
