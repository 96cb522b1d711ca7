import { plainOf } from './plain-text.ts'

const WORST_PAIN = 10
const NUMBER = String.raw`(?<![\d.])(\d{1,2}(?:\.\d)?)`
/** What makes a number no score of pain: "3 weeks", "10 km", "3 times a week", "2 or 3 days", "1 out of 3". */
const NO_UNIT = String.raw`(?!\d|\.\d|\s*(?:%|x\b|am\b|pm\b|th\b|nd\b|rd\b|st\b)|\s*(?:(?:-|to|or)\s*\d+\s*)?-?(?:k|km|kms|kilomet(?:re|er)s?|m|met(?:re|er)s?|mi|miles?|cm|centimet(?:re|er)s?|inch(?:es)?|kg|weeks?|wks?|days?|months?|minutes?|mins?|years?|yrs?|hours?|hrs?|nights?|mornings?|times?|sessions?|runs?|races?|reps?|sets?|steps?|fingers?|marathons?)\b|\s+out\s+of\s+(?!10\b|ten\b))`
/** "If it is 5", "when pain gets to 6": nobody's pain of now. */
const NO_CASE = String.raw`(?<!\b(?:if|when|whenever|once|until|till|unless|below|above|under|over)\s+(?:\S+\s+){0,3})`

const OUT_OF = new RegExp(
  String.raw`${NO_CASE}(?<!\b(?:since|on|from|until|before)\s+)${NUMBER}\s*(?:\/|out\s+of|outta|of|on)\s*10${NO_UNIT}`,
)
const NAMED = new RegExp(
  String.raw`${NO_CASE}\bpain\w*\s*[:=-]?\s*(?:(?:is|its|it's|at|of|level|score|was|now|about|around|maybe|roughly|probably|currently|today|like|a|an)\s+){0,5}${NUMBER}${NO_UNIT}`,
)
/** "It was 8, now 3": what is now counts. */
const OF_NOW = new RegExp(
  String.raw`\b(?:now|today|currently|right\s+now)\s+(?:(?:it|is|it's|its|at|about|around|maybe|a|an|down|to|only|more|like)\s+){0,5}${NUMBER}(?:\s*(?:\/|out\s+of)\s*10)?${NO_UNIT}`,
)
/** Of "3 to 4" the higher one, which is the careful one. */
const RANGE = new RegExp(String.raw`${NUMBER}\s*(?:-|to|or)\s*(\d{1,2})${NO_UNIT}`)
const BARE = new RegExp(`${NUMBER}${NO_UNIT}`)
/** "No pain at all", but not "no pain at all when I walk". */
const NONE_NOW =
  /\b(?:no|zero|without)\s+(?:any\s+)?pain\s+(?:at\s+all|now|today|any\s*more|right\s+now|whatsoever)\b(?!\s+(?:when|while|if|on|in|at|during|with|until|walking|sitting|but|before|after)\b)|\b(?:completely|now|fully|totally)\s+pain[\s-]*free\b|\bpain[\s-]*free\s+(?:now|today|again)\b/
const NONE_ASKED = /\b(?:none|nothing|no\s+pain|pain[\s-]*free|zero|nil|not\s+at\s+all)\b/

/**
 * A score of pain from 0 to 10: "4 out of 10", "4/10", "pain is about 3", "no pain at all"; a bare number as an answer.
 * Counts, distances and lengths of time are none.
 */
export function readPain(text: string, { isAnswer }: { isAnswer: boolean }): number | null {
  const plain = plainOf(text)
  const told = OUT_OF.exec(plain) ?? NAMED.exec(plain)
  const ofNow = told || isAnswer ? OF_NOW.exec(plain) : null
  const digits = ofNow?.[1] ?? told?.[1] ?? (isAnswer ? bareIn(plain) : undefined)
  if (digits !== undefined) return Number(digits) <= WORST_PAIN ? Number(digits) : null
  return (isAnswer ? NONE_ASKED : NONE_NOW).test(plain) ? 0 : null
}

function bareIn(plain: string): string | undefined {
  return RANGE.exec(plain)?.[2] ?? BARE.exec(plain)?.[1]
}
