import type { Store } from '../storage/index.ts'

export type Operation = { name: string; seconds: number; failed: boolean }

/** The same store; every call that has ended is told to `onOperation`. */
export function measureStore(store: Store, onOperation: (operation: Operation) => void): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver)
      if (typeof method !== 'function') return method
      return (...values: unknown[]) => {
        const startedAt = performance.now()
        const report = (failed: boolean) => {
          const seconds = (performance.now() - startedAt) / 1_000
          onOperation({ name: String(name), seconds, failed })
        }
        const result: unknown = method.apply(target, values)
        if (result instanceof Promise) {
          result.then(
            () => report(false),
            () => report(true),
          )
        }
        return result
      }
    },
  })
}
