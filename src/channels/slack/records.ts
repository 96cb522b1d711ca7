import type { Store } from '../../storage/index.ts'
import { ownersOf, workspaceOf } from './place.ts'

const YEAR_MS = 365 * 86_400_000

/** Whose a record is: a person's in a workspace, or the workspace's own. */
export type Owner = { team: string; user?: string }

/** Small values under an id, kept until they are removed or their owner is erased; the last writer counts. */
export type Records = {
  get(id: string): Promise<unknown>
  put(id: string, value: unknown, owner: Owner & { keepMs?: number }): Promise<void>
  remove(id: string): Promise<void>
  /** Leaves no trace of a person in a workspace, or of a whole workspace. */
  erase(owner: Owner): Promise<void>
}

export function createRecords(store: Store): Records {
  return {
    async get(id) {
      return (await store.load(id))?.state
    },
    async put(id, value, { keepMs = 100 * YEAR_MS, ...owner }) {
      for (;;) {
        const saved = await store.load(id)
        const { kind } = await store.commit(id, {
          state: { state: value, version: saved?.version ?? 0 },
          keepMs,
          owners: namesOf(owner),
        })
        if (kind === 'committed') return
      }
    },
    remove: (id) => store.forget(id),
    async erase(owner) {
      const name = namesOf(owner).at(-1) ?? ''
      await store.forget(...(await store.conversationsOf(name)))
    },
  }
}

/** The workspace, and the person where it is one's. */
function namesOf({ team, user }: Owner): string[] {
  return user === undefined ? [workspaceOf({ team })] : ownersOf({ team, user })
}
