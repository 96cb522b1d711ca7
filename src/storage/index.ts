export { openSqliteStore } from './sqlite-store.ts'
export type { Logged, Saved, Store } from './store.ts'
