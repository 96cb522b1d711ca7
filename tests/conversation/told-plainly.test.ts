import { describe, expect, it } from 'vitest'
import { converse, createWorld, NEW_STATE, UNKNOWN_CLUB } from '../../src/conversation/index.ts'
import { assertionOf, createUnderstanding } from '../../src/understanding/index.ts'
import { core, lastReply } from '../core.ts'

const { knowledge, plans, model } = core
const understand = createUnderstanding(knowledge, model)
const world = { ...createWorld({ knowledge, plans, club: UNKNOWN_CLUB }), today: '2026-11-26' }
const triage = (text: string) => converse(NEW_STATE, understand(text), text, world).reply.triage
/** The findings that a message tells as present now. */
const told = (text: string) =>
  understand(text).mentions.flatMap(({ finding, status }) =>
    assertionOf(status) === 'present' ? [finding] : [],
  )

describe('short breath', () => {
  it.each([
    'I am breathless and my knee aches',
    'sore knee, and I get out of breath walking to the bus',
    'the knee hurts on stairs, and I am short of breath on them',
    'my knee is stiff. Also quite breathless these days',
    'wheezy since this morning and a sore knee',
    'my wife is breathless climbing stairs and her knee is swollen',
  ])('is an emergency beside a knee, walking or stairs: %s', (text) => {
    expect(triage(text)).toBe('emergency')
  })

  it.each([
    'out of breath after my last interval',
    'I get out of breath when I run fast, I have only just started',
    'hill reps leave me breathless, and the knee is fine',
    'after a sprint for the train I was breathless and my knee twinged',
    'my knee aches after runs. No breathlessness',
    'I no longer get breathless on the stairs now that I run',
  ])('is none of effort, and none that is denied: %s', (text) => {
    expect(told(text)).not.toContain('short-of-breath')
    expect(triage(text)).not.toBe('emergency')
  })
})

describe('the signs of a stroke', () => {
  it.each([
    'my face droops and one arm feels weak',
    'his speech is slurred since the run',
    'one side of my body has gone numb',
    'my left side went weak on the run',
    'I cannot get my words out, and my knee hurts',
  ])('are an emergency: %s', (text) => {
    expect(triage(text)).toBe('emergency')
  })

  it.each([
    'one side of my knee aches',
    'my arms are weak from swimming',
    'left side of my knee is numb',
    'stroke rate in the pool',
  ])('are not in: %s', (text) => {
    expect(told(text)).not.toContain('stroke-signs')
  })
})

describe('a kneecap that slipped', () => {
  it.each([
    'my kneecap dislocated this morning and is back in now',
    'kneecap slipped out once, back in now',
    'the knee went out and back in during football today',
    'it was my patella, dislocated tonight but relocated',
    'the kneecap shifted out of place yesterday and is in again now',
  ])('is seen today when it went back: %s', (text) => {
    expect(triage(text)).toBe('urgent')
  })

  it.each(['I dislocated my knee', 'my knee is dislocated'])('is an emergency as: %s', (text) => {
    expect(triage(text)).toBe('emergency')
  })

  it.each([
    'kneecap dislocated in 2015, fine now',
    'I dislocated my kneecap ten years ago, it aches now',
    'my kneecap pops out and back in all the time, it has for years',
  ])('is neither when it is long ago or a habit: %s', (text) => {
    expect(['urgent', 'emergency']).not.toContain(triage(text))
  })
})

describe('missed periods', () => {
  it.each([
    'I have not had a period for five months and my shin hurts',
    'no period since June, knee pain',
    'she never had a period this year, and the knee hurts on every run',
    'my athlete missed her periods for four months and has a sore knee',
  ])('are told where the denial is the sign: %s', (text) => {
    expect(told(text)).toContain('missed-periods')
    expect(triage(text)).toBe('soon')
  })

  it.each([
    'I have not missed a period, knee sore',
    'no pain for a long period, now it aches',
    'I run with no rest period between sets',
    'my knee hurts more during my period',
    'no periods because of the pill, knee hurts',
  ])('are not told in: %s', (text) => {
    expect(told(text)).not.toContain('missed-periods')
  })
})

describe('a place', () => {
  it.each([
    ['pain on the interior side of my knee', 'location-medial'],
    ['the internal part of the knee hurts', 'location-medial'],
    ['it hurts at the exterior of my knee', 'location-lateral'],
    ['the external side of the knee is sore', 'location-lateral'],
    ['pain around the rotula', 'location-around-kneecap'],
    ['an ache in my kneepit', 'location-posterior'],
    ['knee hurts at the front after sitting', 'location-front'],
    ['one sore spot on the shin', 'location-one-bony-spot'],
  ])('is read in other words: %s', (text, place) => {
    expect(told(text)).toContain(place)
  })

  it('just below the kneecap is not around it', () => {
    expect(told('it hurts just under her kneecap')).toContain('location-below-kneecap')
    expect(told('it hurts just under her kneecap')).not.toContain('location-around-kneecap')
  })

  it.each(['internal rotation of the hip', 'the exterior of my shoe is worn'])(
    'of something else is none: %s',
    (text) => {
      expect(told(text).filter((id) => id.startsWith('location'))).toEqual([])
    },
  )
})

describe('warmth', () => {
  it.each([
    'ice or heat for a sore knee',
    'it is hot outside and my knee hurts',
    'I used a heat pack on the knee and it is warm now',
    'knee aches in warm weather',
  ])('of the weather or a heat pack is no hot knee: %s', (text) => {
    expect(told(text)).not.toContain('hot-red')
  })

  it('of the knee is', () => {
    expect(told('my knee is hot and red')).toContain('hot-red')
  })
})

describe('a harmless thing', () => {
  it('is a knee that gets tight on a run, or a mere bruise', () => {
    expect(told('after an hour of running my knee gets tight')).not.toContain('swelling-rapid')
    expect(triage('I bumped my knee on the desk, there is a bruise')).toBe('self-care')
  })

  it('is not a bruise with a bone that is sore to touch or a knee that will not bend', () => {
    expect(triage('I fell on my knee, a bruise, and the bone hurts to touch')).toBe('urgent')
    expect(triage('I hit my knee on a door, bruised, and cannot bend it')).toBe('urgent')
  })

  it('is not what unbearable pain in a hard calf is', () => {
    expect(triage('the pain in my knee is unbearable')).not.toBe('emergency')
    expect(triage('my calf is rock hard and the pain is unbearable')).toBe('emergency')
  })
})

describe('somebody else’s illness', () => {
  it('makes no alarm of the runner’s knee', () => {
    expect(triage('my boyfriend has a fever, my knee is swollen')).not.toBe('emergency')
    expect(told('My dad had a blood clot, my calf is sore')).not.toContain('clot-risk')
    expect(triage('my partner takes warfarin, my knee is swollen')).not.toBe('urgent')
  })

  it('tells nothing of a runner whose own knee is spoken of', async () => {
    const { findings } = await lastReply(['my kneecap aches', 'my mum had a knee replacement'])
    expect(findings).toContainEqual({ id: 'knee-replacement', assertion: 'other' })
    const { redFlags } = await lastReply([
      'my kneecap aches',
      "my mum's new knee is hot and swollen",
    ])
    expect(redFlags).toContain('joint-replacement-or-recent-procedure')
  })

  it('is their own alarm', () => {
    expect(triage('my boyfriend has a fever and his knee is swollen')).toBe('emergency')
    expect(triage('my friend has chest pain, my knee hurts')).toBe('emergency')
  })
})

describe('an answer in a few words', () => {
  /** The findings that hold after these messages. */
  const knownAfter = (...texts: string[]) => {
    let state = NEW_STATE
    for (const text of texts) state = converse(state, understand(text), text, world).state
    return state.findings.flatMap(({ id, assertion }) => (assertion === 'present' ? [id] : []))
  }

  it.each([
    ['the interior side', 'location-medial'],
    ['exterior', 'location-lateral'],
    ['rotula', 'location-around-kneecap'],
    ['kneepit', 'location-posterior'],
    ['front when sitting long', 'location-front'],
  ])('is a place: %s', (text, place) => {
    expect(knownAfter('my knee is sore', text)).toContain(place)
  })

  it('that denies a lump adds none', () => {
    const sore = 'it hurts just below the kneecap'
    expect(knownAfter(sore, 'no lump')).not.toContain('location-shin-bump')
    expect(knownAfter(sore, 'there is a lump')).toContain('location-shin-bump')
  })
})

describe('what the knee has nothing to do with', () => {
  it.each([
    'swallowed 24 paracetamol this morning for the knee',
    'swallowed a whole packet of ibuprofen at lunch',
    'my lad drank some weedkiller, and his knee is grazed',
    'stung by a wasp on the run and my tongue is swelling',
    'a rash all over since the new gel and I am wheezing',
    'my wife just collapsed',
  ])('is an emergency: %s', (text) => {
    expect(triage(text)).toBe('emergency')
  })

  it.each([
    'my wee is the colour of tea since the ultra, knee is fine',
    'my pee is brown since the long hot race',
    'a red line is creeping up my thigh from the graze on the knee',
  ])('is to be seen today: %s', (text) => {
    expect(triage(text)).toBe('urgent')
  })

  it.each([
    'should I take salt tablets for a marathon',
    'took 2 ibuprofen on Sunday, knee is fine',
    'I have taken glucosamine tablets for ten years',
    'my mate takes one ibuprofen at the start and another at km 20, is that wise',
    'a bee stung my shin, a small red lump and nothing else',
    'clear pale wee after the race, knee a bit stiff',
    'beetroot made my wee red, is that why people drink it',
    'a red line from the knee strap, gone in an hour',
    'the marquee collapsed at our race',
  ])('is no alarm when it is no such thing: %s', (text) => {
    expect(['info', 'self-care', 'soon']).toContain(triage(text))
  })
})

describe('a pain that was there for long', () => {
  it.each([
    'Four months of jumper’s knee and three months of slow squats behind me, pain free since Whitsun. How do I get back to track nights?',
    'Physio for half a year with the outer knee, and not had one twinge since the clocks changed. May I enter a marathon?',
    'My kneecap ached from autumn to spring. It no longer hurts on any stairs. Would a brace keep it so?',
  ])('lasts no more when it is told to be over: %s', (text) => {
    expect(told(text)).toContain('pain-over')
    expect(triage(text)).not.toBe('soon')
  })

  it.each([
    'pain free since Whitsun until last week, now the stairs hurt again',
    'only pain free for weeks that I rest in, it has hurt since May',
    'the left one has had no pain since spring, but the right knee has hurt for three months',
  ])('is not over when it is back, rests or is the other one: %s', (text) => {
    expect(told(text)).not.toContain('pain-over')
  })
})

describe('the words for a sign', () => {
  it.each([
    ['swelling', 'my knee is three times the size of its twin'],
    ['severe-pain', 'his knee is hot, and when I touch it he shouts'],
    ['pain-no-better', 'after three weeks of rest my knee is exactly as on day one'],
    ['well-since', 'operated in 2011, it has been right as rain since'],
  ])('tell of it: %s in "%s"', (finding, text) => {
    expect(told(text)).toContain(finding)
  })

  it.each([
    ['too-many-tablets', 'I have taken one ibuprofen and want another at km 20'],
    ['slipped-back-kneecap', 'I came back to hockey in June, and the left knee aches'],
    ['giving-way', 'I feel it when I fold it under me'],
    ['giving-way-repeated', 'I notice it every day when I fold it'],
    ['swelling-rapid', 'it hurts coming back up the steps like a stab'],
    ['pain-over', 'the feeling in my foot, it is completely gone'],
  ])('tell of none where they mean something else: %s in "%s"', (finding, text) => {
    expect(told(text)).not.toContain(finding)
  })
})

describe('a knee that is red for a reason that was told', () => {
  it.each([
    'knee is red from sunburn',
    'my knee is pink where I shaved it',
    'red knee after scrubbing the floor on it',
  ])('is no infection: %s', (text) => {
    expect(['info', 'self-care', 'soon']).toContain(triage(text))
  })
})

describe('a pain that comes on sooner from run to run', () => {
  it.each([
    'outer knee sore at 9 km in June, then at 6 km, now at 2 km',
    'it came on after 40 minutes, then after 25, now at the front door',
  ])('gets worse, and comes at no fixed point: %s', (text) => {
    expect(told(text)).toContain('earlier-each-run')
    expect(told(text)).not.toContain('predictable-distance')
    expect(triage(text)).toBe('soon')
  })

  it('is none where the point stays, or the distances are runs', () => {
    expect(told('outer knee sore at 5 km on every run')).not.toContain('earlier-each-run')
    expect(told('ran 10 km last week and 5 km now, sore after')).not.toContain('earlier-each-run')
  })
})

describe('an overdose', () => {
  it.each(['took an overdose', 'my flatmate overdosed', 'I think she has taken an overdose'])(
    'is an emergency as: %s',
    (text) => {
      expect(triage(text)).toBe('emergency')
    },
  )

  it.each(['an overdose of podcasts about shoes', 'I overdosed on squats, the knee is stiff'])(
    'is none of: %s',
    (text) => {
      expect(triage(text)).not.toBe('emergency')
    },
  )
})

describe('what sounds like a danger and is none', () => {
  it.each([
    'we do suicides at basketball, is that hard on knees?',
    'the finish arch collapsed in the wind',
    'spent the morning passing out flyers, now the front of my knee is tender',
    'my toes tingle in tight shoes',
    'my garmin locked up in the middle of a run',
    'my sister had chest pain in a marathon, that was 2015, a bruised rib in the end. Which shoes suit me?',
    'the view from the hill took my breath away, is running good for knees?',
    "tore it back in '09 with a big pop, swelled like a melon, solid ever since. Can I do a marathon?",
  ])('sends nobody to be seen today: %s', (text) => {
    expect(['urgent', 'emergency']).not.toContain(triage(text))
  })

  it.each([
    'the arch collapsed, then my friend collapsed and does not wake up',
    'he passed out while handing out flyers and does not answer',
    'took off my tight shoes and my foot is still numb and cold',
    'my dog pulled me over and I can not put weight on my leg',
    'watching the match on the box my knee locked, it will not straighten',
    "did it in '09 and again today: a big pop, and it swelled at once",
    'kneecap dislocated in 2009, dislocated today, still out',
    'in 2012 I broke it and today I heard a crack and can not stand on it',
    'our winger went down clutching his chest',
    'our keeper did his knee, bone sticking out, what do we do',
    'the dog was in the way, I fell, my leg is bent the wrong way',
    'fell off the telly stand, the knee swelled at once, can not stand on it',
    'knee on the box, landed, kneecap is round the side',
    'I am ending it with pills',
    'I would rather die than sit here injured, I have the pills ready',
    'I can not go on with the exercises or with life',
    'I volunteer and I am suicidal',
    'overdose of paracetamol at the christmas party tonight, took 30',
    'watching the replay when pain in my chest started, going down the arm',
  ])('does where it is one: %s', (text) => {
    expect(['urgent', 'emergency']).toContain(triage(text))
  })
})
