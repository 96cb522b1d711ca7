import type { DatabaseSync } from 'node:sqlite'
import { StoreUnavailable } from './store.ts'

type Task = {
  work: () => unknown
  resolve: (result: never) => void
  reject: (error: Error) => void
}

/**
 * Runs writes in transactions. All that is asked for until `schedule` calls back shares one transaction and so one flush
 * to the disk, which is most of what a write costs. Each promise settles after the commit that holds its work. A database
 * in memory has nothing to wait for.
 */
export function createGroupCommit(database: DatabaseSync, schedule: (flush: () => void) => void) {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  let waiting: Task[] = []

  function inTransaction<Result>(work: () => Result): Result {
    begin.run()
    try {
      const result = work()
      commit.run()
      return result
    } catch (error) {
      // A full disk has ended the transaction already.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  function settle(tasks: readonly Task[]): void {
    try {
      const results = inTransaction(() => tasks.map(({ work }) => work()))
      for (const [index, { resolve }] of tasks.entries()) resolve(results[index] as never)
    } catch (error) {
      if (tasks.length === 1) tasks[0]?.reject(new StoreUnavailable(error))
      // One of them is at fault: alone, the others succeed.
      else for (const task of tasks) settle([task])
    }
  }

  function flush(): void {
    const tasks = waiting
    waiting = []
    if (tasks.length > 0) settle(tasks)
  }

  return {
    write<Result>(work: () => Result): Promise<Result> {
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) schedule(flush)
        waiting.push({ work, resolve, reject })
      })
    },
    flush,
  }
}
