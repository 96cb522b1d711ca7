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
    ['es', 'quiero morir'],
    ['es', 'no quiero vivir mas'],
    ['fr', 'je veux mourir'],
    ['fr', "j'ai envie d'en finir"],
    ['de', 'ich will nicht mehr leben'],
    ['de', 'ich moechte sterben'],
    ['it', 'voglio farla finita'],
    ['pt', 'vou me matar'],
    ['nl', 'ik wil dood'],
    ['pl', 'nie chcę żyć'],
    ['sv', 'jag vill dö'],
    ['da', 'jeg vil gerne dø'],
    ['no', 'jeg orker ikke å leve mer'],
    ['fi', 'haluan kuolla'],
    ['tr', 'ölmek istiyorum'],
    ['ru', 'я хочу умереть'],
    ['uk', 'я не хочу жити'],
    ['ja', 'もう死にたい'],
    ['zh', '我不想活了'],
    ['ko', '죽고 싶어요'],
    ['ar', 'أريد أن أموت'],
    ['hi', 'मैं मरना चाहता हूँ'],
  ])('tells of self-harm in %s: %s', (code, text) => {
    expect(understand(text).language).toMatchObject({ code, signs: ['self-harm'] })
  })

  it.each([
    'je suis mort de fatigue après la course',
    'mort de rire',
    'me muero por correr',
    'estoy muerto de cansancio',
    'ich sterbe vor Lachen',
    'sono morto di fatica',
    'muoio dalla voglia di correre',
    'estou morto de cansaço',
    'ik ben doodmoe van het lopen',
    'umieram ze śmiechu',
    'умираю со смеху',
    '死ぬほど疲れた',
    'mein Knie tut weh nach dem Laufen, kein Fieber',
    'me duele la rodilla, no tengo fiebre',
    'болит колено после бега, температуры нет',
  ])('tells of no sign in a figure of speech or a denial: %s', (text) => {
    expect(understand(text).language?.signs ?? []).toEqual([])
  })

  it.each([
    ['mi rodilla está muy hinchada y no puedo apoyar la pierna', 'cannot-bear-weight'],
    ['je ne peux plus poser le pied et mon genou est enflé', 'cannot-bear-weight'],
    ['ik kan niet meer op mijn been staan', 'cannot-bear-weight'],
    ['ich kann nicht mehr auftreten und das knie ist blockiert', 'locked-knee'],
    ['il ginocchio è bloccato', 'locked-knee'],
    ['ouvi um estalo e inchou logo', 'pop-and-swelling'],
    ['mam spuchniętą łydkę', 'dvt-signs'],
    ['mi hijo cojea', 'child-limp'],
    ['meine Knieprothese ist rot und heiß', 'joint-replacement-or-recent-procedure'],
  ])('is urgent, and says so in that language: %s', async (text, flag) => {
    const reply = await lastReply([text])
    const code = understand(text).language?.code ?? ''
    const opening = core.knowledge.languages.get(code)?.urgent.replace('{number}', '112')
    expect(reply).toMatchObject({ triage: 'urgent', scope: 'knee' })
    expect(reply.redFlags).toContain(flag)
    expect(reply.blocks[0]).toMatchObject({
      kind: 'alert',
      level: 'urgent',
      text: expect.stringContaining(opening ?? 'a language'),
    })
  })

  it('is an emergency where a child limps and has a fever', async () => {
    expect(await lastReply(['mein kind hinkt und hat fieber'])).toMatchObject({
      triage: 'emergency',
      redFlags: expect.arrayContaining(['child-limp']),
    })
    expect(await lastReply(['mon fils boite', 'il a de la fièvre'])).toMatchObject({
      triage: 'emergency',
    })
  })

  it('meets thoughts of self-harm with a person near, and in that language', async () => {
    const [alert, ...rest] = (await lastReply(['bonjour comment ça va', 'je veux mourir'])).blocks
    expect(alert).toMatchObject({ kind: 'alert', level: 'emergency' })
    expect(alert).toMatchObject({ text: expect.stringMatching(/parlez.*112.*tell someone near/) })
    const said = rest.filter(({ kind }) => kind !== 'sources')
    expect(JSON.stringify(said)).not.toMatch(/chest|heat/i)
  })

  it('meets them first even where another alarm is in force', async () => {
    const [alert] = (await lastReply(['mijn kind hinkt en heeft koorts', 'ik wil dood'])).blocks
    expect(alert).toMatchObject({ text: expect.stringMatching(/praat.*112.*tell someone near/) })
  })

  it('is still that language in a message too short to tell', async () => {
    const reply = await lastReply(['Me duele la rodilla al correr', 'que hago'])
    expect(reply.blocks).toEqual([
      { kind: 'paragraph', text: expect.stringContaining('solo entiende y habla inglés') },
    ])
  })

  it('gives way to English once English is written', async () => {
    const messages = ['Me duele la rodilla al correr', 'que hago', 'my knee hurts on the stairs']
    expect((await lastReply(messages)).topics[0]?.id).toBe('patellofemoral-pain')
    const next = await lastReply([...messages, 'que hago'])
    expect(JSON.stringify(next.blocks)).not.toContain('inglés')
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
