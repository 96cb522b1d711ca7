import { describe, expect, it } from 'vitest'
import { assertionOf } from '../../src/understanding/index.ts'
import { mentionsIn } from './small-parser.ts'

const small = {
  findings: {
    fever: { patterns: ['fever'], together: true as const },
    swelling: { patterns: ['swollen'] },
    faint: { patterns: ['fainted'] },
  },
  assertions: { kin: ['boyfriend', 'son'], selves: ['i', 'my', 'mine'] },
}
/** In what sense a finding was meant. */
const sense = (finding: string, text: string) =>
  mentionsIn(text, small)
    .filter((mention) => mention.finding === finding)
    .map(({ status }) => assertionOf(status))

describe('what somebody near has', () => {
  it('is not the runner’s beside a knee of their own', () => {
    expect(sense('fever', 'My boyfriend has a fever, my knee is swollen')).toEqual(['other'])
    expect(sense('swelling', 'My boyfriend has a fever, my knee is swollen')).toEqual(['present'])
  })

  it('counts where the knee is theirs, or nobody’s by name', () => {
    expect(sense('fever', 'My son has a fever and a swollen knee')).toEqual(['present'])
    expect(sense('fever', 'My son has a fever')).toEqual(['present'])
    expect(sense('fever', 'My son has a fever and a swollen knee, my knee is swollen too')).toEqual(
      ['present'],
    )
  })

  it('counts where it is a sign by itself', () => {
    expect(sense('faint', 'My boyfriend fainted, my knee is swollen')).toEqual(['present'])
  })
})

describe('what the runner has', () => {
  it('counts beside what somebody near has', () => {
    expect(sense('fever', 'My knee is swollen. I have a fever')).toEqual(['present'])
  })
})
