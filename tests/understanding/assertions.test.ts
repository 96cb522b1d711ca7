import { describe, expect, it } from 'vitest'
import { assertionOf, createParser } from '../../src/understanding/index.ts'
import { core } from '../core.ts'

const parse = createParser(core.knowledge, core.model.vocabulary)
const senseOf = (text: string, finding: string) =>
  parse(text)
    .mentions.filter((mention) => mention.finding === finding)
    .map(({ status }) => assertionOf(status))

describe('the sense of a mention', () => {
  it.each([
    ['my knee is swollen', 'swelling-slow', 'present'],
    ['my knee is not swollen', 'swelling-slow', 'absent'],
    ['no pop, no swelling and no bruising at the knee', 'swelling-slow', 'absent'],
    ["it isn't locked, my knee bends fine", 'stuck-now', 'absent'],
    ["I can't straighten my knee", 'stuck-now', 'present'],
    ['without numbness in the foot', 'numbness-tingling', 'absent'],
    ['what if my knee gets stuck and I cannot straighten it', 'stuck-now', 'hypothetical'],
    ['my foot was numb in 2012', 'numbness-tingling', 'historical'],
    ['my calf was swollen two years ago', 'calf-swelling', 'historical'],
    ['my calf was swollen two winters back', 'calf-swelling', 'historical'],
    ['my knee was fine two years ago, now it is stuck', 'stuck-now', 'present'],
    ['my knee was good in 2019, today it is locked', 'stuck-now', 'present'],
    ['the cat has bitten my knee and now it is hot and red', 'hot-red', 'present'],
    ['no swelling, no fever, calf red and swollen', 'calf-swelling', 'present'],
    ['no fever, no redness or swelling', 'swelling', 'absent'],
    ['no numbness in the leg, foot is numb though', 'numbness-tingling', 'present'],
    [
      'my toes were numb for the rest of that holiday after a race in 2014',
      'numbness-tingling',
      'historical',
    ],
    ['my calf was swollen once, nine yrs ago', 'calf-swelling', 'historical'],
    ['Swollen knee? No. Locked? Nope, bends fine.', 'swelling-slow', 'absent'],
    ['Is my toe numb? Yes. Swollen calf? Nah.', 'calf-swelling', 'absent'],
    ['Is my toe numb? Yes. Swollen calf? Nah.', 'numbness-tingling', 'present'],
    ['Swelling of the knee, fever, chills: I said no to all of it', 'swelling-slow', 'absent'],
    [
      'They asked whether my calf was swollen and my knee red. Nope x 2.',
      'calf-swelling',
      'absent',
    ],
    ['My knee is swollen. I tried ice and rest, none of them helped.', 'swelling-slow', 'present'],
    ['My knee was hugely swollen. That is nearly twenty years ago.', 'swelling-slow', 'historical'],
    ['My knee is swollen. That is what it did two years ago, too.', 'swelling-slow', 'present'],
    ['my knee is swollen. No, not small: like a melon', 'swelling-slow', 'present'],
    ['swollen calf since a trek eight months ago', 'calf-swelling', 'present'],
    ['my foot has been numb ever since the op last year', 'numbness-tingling', 'present'],
    ['ever since I slipped two years ago my calf is swollen', 'calf-swelling', 'present'],
    ['fine since my calf was swollen two years ago', 'calf-swelling', 'historical'],
  ])('%s: %s is %s', (text, finding, sense) => {
    expect(senseOf(text, finding)).toContain(sense)
  })

  it('ends a denial at the turn back', () => {
    expect(
      senseOf('no swelling at first, but now my knee is hugely swollen', 'swelling-slow'),
    ).toContain('present')
  })

  it('does not read a denied finding as present because of another beside it', () => {
    const text = 'there was a pop but no swelling in the knee'
    expect(senseOf(text, 'pop-heard')).toContain('present')
    expect(senseOf(text, 'swelling-slow')).not.toContain('present')
  })

  it.each([
    ['Can a cast make a foot go numb? Mine does not.', 'numbness-tingling', 'hypothetical'],
    ['A calf is swollen in my pub quiz question, what is it?', 'calf-swelling', 'hypothetical'],
    [
      'Three years ago I came down hard, bone through the skin, weeks of plaster.',
      'deformity',
      'historical',
    ],
    [
      'My calf was swollen and sore in March. Scanned, treated, fully recovered.',
      'calf-swelling',
      'historical',
    ],
    ['I fainted once, at primary school', 'collapse', 'historical'],
    ['In the film the hero has a numb foot', 'numbness-tingling', 'other'],
    ["My boy hasn't got a temperature", 'fever', 'absent'],
  ])('%s: %s is %s', (text, finding, sense) => {
    expect(senseOf(text, finding)).toContain(sense)
    expect(senseOf(text, finding)).not.toContain('present')
  })

  it.each([
    ['My foot is numb. Mine never did that before, pub quiz tonight.', 'numbness-tingling'],
    ['My calf is swollen since the flight in March. Fully recovered from flu.', 'calf-swelling'],
    ['My son, aged nine, has a fever', 'fever'],
    ["My friend's calf is swollen", 'calf-swelling'],
    ['My wife says my calf is swollen', 'calf-swelling'],
  ])('what is somebody’s own and of now stays present: %s', (text, finding) => {
    expect(senseOf(text, finding)).toContain('present')
  })

  it('takes figures of speech for no finding', () => {
    expect(senseOf('bored, numb with boredom, my foot taps', 'numbness-tingling')).toEqual([])
    expect(senseOf('my foot is numb', 'numbness-tingling')).toContain('present')
  })

  it('keeps what lasts: a knee replaced years ago is a replaced knee', () => {
    expect(senseOf('had a knee replacement in 2015', 'knee-replacement')).toContain('present')
  })

  it('sees through typing errors', () => {
    expect(senseOf('my knee is swolen', 'swelling-slow')).toContain('present')
  })
})
