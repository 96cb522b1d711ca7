export { openStore } from './open-store.ts'
export { openSqliteStore } from './sqlite-store.ts'
export type { Committed, Limit, Logged, Saved, Store, Turn } from './store.ts'
export { StoreUnavailable } from './store.ts'
// Redis is opened by openStore only: nothing else needs to know that it exists.
