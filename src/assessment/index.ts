export { type Assessment, assess } from './assess.ts'
export type { Known, Ranked } from './differential.ts'
export type { RaisedFlag } from './red-flags.ts'
