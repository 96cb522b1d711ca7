/** Who watches which conversation, in this process. */
export function createWatchers(events: {
  /** The first watcher of a conversation came. */
  onFirst?: (conversation: string) => void
  /** The last one left. */
  onNone?: (conversation: string) => void
}) {
  const watchers = new Map<string, Set<() => void>>()
  return {
    add(conversation: string, listener: () => void): () => void {
      const all = watchers.get(conversation) ?? new Set()
      if (all.size === 0) {
        watchers.set(conversation, all)
        events.onFirst?.(conversation)
      }
      all.add(listener)
      return () => {
        if (!all.delete(listener) || all.size > 0) return
        watchers.delete(conversation)
        events.onNone?.(conversation)
      }
    },
    wake(conversation: string): void {
      for (const listener of watchers.get(conversation) ?? []) listener()
    },
    wakeAll(): void {
      for (const all of watchers.values()) for (const listener of all) listener()
    },
  }
}
