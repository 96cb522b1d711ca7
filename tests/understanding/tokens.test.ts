import { describe, expect, it } from 'vitest'
import { type Small, smallParser } from './small-parser.ts'

const wordsOf = (text: string, small: Small = {}) =>
  smallParser(small)(text).tokens.map(({ word }) => word)
const sentencesOf = (text: string) => smallParser({})(text).tokens.map(({ sentence }) => sentence)
/** The words before which a comma or the like stands. */
const cutOff = (text: string, small: Small = {}) =>
  smallParser(small)(text).tokens.flatMap(({ word, afterComma }) => (afterComma ? [word] : []))

describe('the words of a message', () => {
  it.each([
    ['My KNEE hurts', ['my', 'knee', 'hurts']],
    ['knee/calf', ['knee', 'calf']],
    ['sore.It', ['sore', 'it']],
    ['after 3weeks', ['after', '3', 'weeks']],
    ['3.5km, 38,5 degrees', ['3.5', 'km', '38.5', 'degrees']],
    ['12weeks, 2.25km, 14.25', ['12', 'weeks', '2.25', 'km', '14.25']],
    ['a3b 3b4 2012', ['a3b', '3b4', '2012']],
    ["Asha's o'clock", ['asha', 'oclock']],
    [
      "in '09, '98 and '39, 9'09 '7 '123 'ab",
      ['in', '2009', '1998', 'and', '2039', '909', '7', '123', 'ab'],
    ],
    ['constructor', ['constructor']],
    ['膝 hurts', ['膝', 'hurts']],
    ['... ?!', []],
  ])('of "%s"', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('are written out where they are short forms', () => {
    const lexicon = { expansions: { "can't": 'can not', wks: 'weeks' } }
    expect(wordsOf("CAN'T for 3wks", { lexicon })).toEqual(['can', 'not', 'for', '3', 'weeks'])
  })

  it('are repaired where they are misspelt', () => {
    expect(wordsOf('swolen', { vocabulary: { swollen: 5 } })).toEqual(['swollen'])
  })

  it('are read to 2,500 at most', () => {
    expect(wordsOf('a '.repeat(3_000))).toHaveLength(2_500)
  })

  it('know their place in the message', () => {
    const text = "My knee can't bend"
    const { tokens } = smallParser({ lexicon: { expansions: { "can't": 'can not' } } })(text)
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual([
      'My',
      'knee',
      "can't",
      "can't",
      'bend',
    ])
  })

  it('lack those of a phrase that plays a complaint down, the longest that fits', () => {
    const lexicon = { soothing: ['probably', 'probably nothing', 'no worry'] }
    expect(wordsOf('locked, probably nothing', { lexicon })).toEqual(['locked'])
    expect(wordsOf('probably locked', { lexicon })).toEqual(['locked'])
    expect(wordsOf('no worry no pain', { lexicon })).toEqual(['no', 'pain'])
    expect(wordsOf('nothing to worry', { lexicon })).toEqual(['nothing', 'to', 'worry'])
  })
})

describe('courtesies around a message', () => {
  const lexicon = {
    soothing: ['do not worry'],
    courtesies: {
      opening: ['hi', 'hi all'],
      closing: ['thanks', 'thanks so much'],
      joining: ['but'],
    },
  }
  it.each([
    ['Hi all, my knee locks', 'my knee locks'],
    ['hi there', 'hi there'],
    ['my knee locks and it is swollen. Thanks so much!', 'my knee locks and it is swollen'],
    ['ok, no more questions, thanks', 'ok no more questions thanks'],
    [
      'thanks to my knee I stopped at the gate again',
      'thanks to my knee i stopped at the gate again',
    ],
    ['do not worry but my knee locks', 'my knee locks'],
    ['my knee locks, do not worry, but it frees', 'my knee locks but it frees'],
  ])('are left out where it says more: %s', (text, read) => {
    expect(wordsOf(text, { lexicon }).join(' ')).toBe(read)
  })
})

describe('sentences', () => {
  it.each(['.', '!', '?', ';', '\n', ' ||', ' >'])('end at "%s"', (end) => {
    expect(sentencesOf(`sore${end} knee`)).toEqual([0, 1])
  })

  it.each([',', ' -', ' (', ' 5>4', "'s"])('do not end at "%s"', (mark) => {
    expect(new Set(sentencesOf(`sore${mark} knee`))).toEqual(new Set([0]))
  })

  it('begin with the first word, whatever stands before it', () => {
    expect(sentencesOf('... sore')).toEqual([0])
    expect(sentencesOf('3.5 hours')).toEqual([0, 0])
  })
})

describe('a stretch', () => {
  it.each([',', ':', ' (', ')', ' [', ']', ' -'])('begins after "%s"', (mark) => {
    expect(cutOff(`sore${mark} knee`)).toEqual(['knee'])
  })

  it('begins at no hyphen within a word and no full stop', () => {
    expect(cutOff('half-marathon knee. sore')).toEqual([])
  })

  it('begins once at a short form that is written out', () => {
    expect(cutOff("sore, can't", { lexicon: { expansions: { "can't": 'can not' } } })).toEqual([
      'can',
    ])
  })
})

describe('a number', () => {
  const lexicon = {
    numbers: { nine: 9, couple: 2 },
    units: { day: 1, week: 7, month: 30, year: 365 },
    besideDuration: ['now', 'about', 'for'],
  }
  /** The words that carry a mark. */
  const marked = (mark: string, text: string) => {
    const { tokens } = smallParser({ lexicon })(text)
    return tokens.flatMap(({ start, marks }) => {
      const end = marks.get(mark)
      return end === undefined ? [] : [text.slice(start, tokens[end - 1]?.end)]
    })
  }

  it('of days, weeks or months is how long it has been', () => {
    expect(marked('@weeks2', 'for 13 days')).toEqual([])
    expect(marked('@weeks2', 'for 14 days')).toEqual(['14 days'])
    expect(marked('@weeks2', 'for 41 days')).toEqual(['41 days'])
    expect(marked('@weeks6', 'for 41 days')).toEqual([])
    expect(marked('@weeks6', 'for 42 days')).toEqual(['42 days'])
    expect(marked('@weeks6', 'nine weeks')).toEqual(['nine weeks'])
    expect(marked('@weeks2', '2.5 weeks')).toEqual(['2.5 weeks'])
    expect(marked('@weeks6', 'nine races in two weeks')).toEqual([])
  })

  it.each(['of', 'or', 'and', 'full', 'good', 'solid', 'whole'])(
    'may say "%s" before the unit',
    (filler) => {
      expect(marked('@weeks6', `nine ${filler} weeks`)).toEqual([`nine ${filler} weeks`])
    },
  )

  it('alone between commas is an age, after somebody and no other number', () => {
    expect(marked('@child', 'one of my athletes, 16, limps')).toEqual(['16'])
    expect(marked('@child', 'a girl in my squad, 15. She limps')).toEqual(['15'])
    expect(marked('@older', 'my wife, 52, aches')).toEqual(['52'])
    expect(marked('@child', 'sore at mile 5, 12, 16')).toEqual([])
    expect(marked('@child', 'my daughter ran 10, 12, 14 km')).toEqual([])
    expect(marked('@child', 'my athletes, 16 of them, limp')).toEqual([])
    expect(marked('@child', 'my athletes. 16, limping')).toEqual([])
    expect(marked('@child', 'the runner, 3, in the race')).toEqual([])
  })

  it('may count the days', () => {
    expect(marked('@weeks6', 'day 50 of it')).toEqual(['50'])
    expect(marked('@weeks6', 'one day, 50 of it')).toEqual([])
    expect(marked('@weeks6', 'week 50 of it')).toEqual([])
  })

  it.each(['for', 'last', 'these', 'past', 'lasted'])('is left out in "%s months"', (before) => {
    expect(marked('@weeks6', `${before} months`)).toEqual(['months'])
    expect(marked('@weeks2', `${before} weeks`)).toEqual(['weeks'])
    expect(marked('@weeks2', `${before} days`)).toEqual([])
    expect(marked('@weeks2', `${before} month`)).toEqual([])
  })

  it('is not left out in "few weeks", nor in weeks of anything', () => {
    expect(marked('@weeks2', 'few weeks')).toEqual([])
    expect(marked('@weeks6', 'of months')).toEqual([])
    expect(marked('@weeks6', 'months')).toEqual([])
    expect(marked('@weeks6', 'before months')).toEqual([])
    expect(marked('@weeks6', 'forty pasta months')).toEqual([])
    expect(marked('@weeks6', 'two months')).toEqual([])
  })

  it('of weeks may be all that a stretch says', () => {
    expect(marked('@weeks6-alone', 'Nine weeks now.')).toEqual(['Nine weeks'])
    expect(marked('@weeks6-alone', 'It hurts, about nine weeks now')).toEqual(['nine weeks'])
    expect(marked('@weeks6-alone', 'Nine weeks now, it hurts')).toEqual(['Nine weeks'])
    expect(marked('@weeks6-alone', 'It hurts. Nine weeks.')).toEqual(['Nine weeks'])
    expect(marked('@weeks6-alone', 'nine weeks it hurts')).toEqual([])
    expect(marked('@weeks6-alone', 'it hurts nine weeks')).toEqual([])
    expect(marked('@weeks6-alone', 'for about nine weeks now now')).toEqual(['nine weeks'])
    expect(marked('@weeks6-alone', 'for about nine weeks now now now')).toEqual([])
    expect(marked('@weeks6-alone', 'two weeks now')).toEqual([])
  })

  it('is an age beside "years old" and the like', () => {
    expect(marked('@child', 'a 9 year old')).toEqual(['9'])
    expect(marked('@weeks6', 'he is 9 years old')).toEqual([])
    expect(marked('@child', 'aged 17')).toEqual(['17'])
    expect(marked('@adult', 'age 18')).toEqual(['18'])
    expect(marked('@adult', 'turned 44 today')).toEqual(['44'])
    expect(marked('@older', 'turning 45 today')).toEqual(['45'])
    expect(marked('@child', 'my old age, 15 races')).toEqual([])
    expect(marked('@child', '9 years of old pain')).toEqual([])
    expect(marked('@child', '9 months old')).toEqual([])
  })

  it.each(['am', 'is', 'was', 'at'])('is an age after "%s" where nothing follows it', (before) => {
    expect(marked('@child', `${before} 15`)).toEqual(['15'])
    expect(marked('@child', `${before} 15, and sore`)).toEqual(['15'])
    expect(marked('@child', `${before} 15 minutes`)).toEqual([])
    expect(marked('@child', `${before} 9`)).toEqual([])
    expect(marked('@older', `${before} 150`)).toEqual([])
  })

  it.each(['temperature', 'fever', 'degrees', 'thermometer', 'temp', 'forehead'])(
    'of degrees is a fever beside "%s"',
    (heat) => {
      expect(marked('@fever', `${heat} 39`)).toEqual(['39'])
      expect(marked('@fever', `39 on my ${heat}`)).toEqual(['39'])
    },
  )

  it.each([
    'bends',
    'angle',
    'straight',
    'straightens',
    'flexes',
    'sticks',
    'jams',
    'locks',
    'past',
    'folds',
    'wedged',
    'hinges',
  ])('of degrees is an angle beside "%s"', (angle) => {
    expect(marked('@fever', `it ${angle} 100.5 degrees`)).toEqual([])
  })

  it('of degrees is a fever from 38 Celsius or 100.4 Fahrenheit on, to what a body survives', () => {
    const isFever = (degrees: string) => marked('@fever', `a fever of ${degrees}`).length > 0
    expect(['38', '42.9', '100.4', '107'].filter(isFever)).toHaveLength(4)
    expect(['37.9', '43', '50', '100.3', '108', '150'].filter(isFever)).toEqual([])
  })

  it('of degrees needs the heat within five words', () => {
    expect(marked('@fever', 'fever it was in there 39')).toEqual(['39'])
    expect(marked('@fever', 'fever so it was in there 39')).toEqual([])
    expect(marked('@fever', '39 it was so in fever')).toEqual(['39'])
    expect(marked('@fever', '39 it was so there in fever')).toEqual([])
    expect(marked('@fever', 'bib 39')).toEqual([])
  })
})
