/** From least to most serious; every reply carries exactly one. Source: the taxonomy of the product. */
export const TRIAGE = ['info', 'self-care', 'soon', 'urgent', 'emergency'] as const
export type Triage = (typeof TRIAGE)[number]

/** The more serious of two levels; a reply never goes below what was already said. */
export function moreSerious(a: Triage, b: Triage): Triage {
  return TRIAGE.indexOf(a) >= TRIAGE.indexOf(b) ? a : b
}

/** Whether a level is at least as serious as another. */
export function isAtLeast(level: Triage, floor: Triage): boolean {
  return TRIAGE.indexOf(level) >= TRIAGE.indexOf(floor)
}

/** Whether a level sends the runner to somebody today or now. */
export function isPressing(level: Triage): level is 'urgent' | 'emergency' {
  return isAtLeast(level, 'urgent')
}
