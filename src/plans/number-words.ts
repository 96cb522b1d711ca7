const ONES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const

const VALUES: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, index): [string, number] => [word, index + 1]),
  ...TEENS.map((word, index): [string, number] => [word, index + 10]),
  ...TENS.map((word, index): [string, number] => [word, 10 * index + 20]),
])
/** "twelve", "twenty-one", "thirty five". */
const NUMBER_WORDS = new RegExp(
  String.raw`\b(?:(${TENS.join('|')})(?:[\s-]+(${ONES.join('|')}))?|(${[...TEENS, ...ONES].join('|')}))\b`,
  'g',
)

/** A text in small letters with its number words, one to ninety-nine, as digits. Misspelt ones stay as they are. */
export function withDigits(text: string): string {
  return text.replace(NUMBER_WORDS, (_, tens?: string, ones?: string, small?: string) =>
    String(numberFor(tens) + numberFor(ones) + numberFor(small)),
  )
}

function numberFor(word: string | undefined): number {
  return VALUES.get(word ?? '') ?? 0
}
