export { type Club, UNKNOWN_CLUB } from './club.ts'
export { converse, type World } from './converse.ts'
export { restoreState } from './restore-state.ts'
export { NEW_STATE, State } from './state.ts'
