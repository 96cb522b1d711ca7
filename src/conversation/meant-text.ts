import type { State } from './state.ts'

/** "2", "2.", "number 2", "option 2" */
const CHOICE_NUMBER = /^\s*(?:number|option|no\.?|#)?\s*(\d{1,2})[.)]?\s*$/i

/** What a message means: the number of a choice that was offered stands for what the choice says. */
export function meantText({ offered, pending }: State, text: string): string {
  // Where a number was asked for, a number is the answer.
  if (pending?.kind === 'return' || pending?.kind === 'race' || pending?.kind === 'training') {
    return text
  }
  const number = CHOICE_NUMBER.exec(text)?.[1]
  return number === undefined ? text : (offered[Number(number) - 1] ?? text)
}
