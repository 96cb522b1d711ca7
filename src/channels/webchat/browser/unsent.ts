import type { Message } from './outbox.ts'

/** Forgotten with the tab, and seen by no other. */
const KEY = 'kneewise-unsent'

type Unsent = { draft: string; waiting: readonly Message[] }
const NOTHING: Unsent = { draft: '', waiting: [] }

/**
 * What the runner typed and the server does not have yet: the words in the field, and the messages on their way. It
 * outlives a reload of the page, in this tab only, and is gone once the server has it or the conversation is deleted.
 */
export function createUnsent({ onErased }: { onErased(): void }) {
  // Deleted in one tab is deleted in all.
  const deletions = new BroadcastChannel('kneewise-deleted')
  deletions.addEventListener('message', erase)
  let unsent = read()

  function keep(changed: Partial<Unsent>): void {
    unsent = { ...unsent, ...changed }
    const isEmpty = unsent.draft === '' && unsent.waiting.length === 0
    write(isEmpty ? undefined : JSON.stringify(unsent))
  }

  function erase(): void {
    keep(NOTHING)
    onErased()
  }

  return {
    draft: () => unsent.draft,
    waiting: () => unsent.waiting,
    keepDraft: (draft: string) => keep({ draft }),
    keepWaiting: (waiting: readonly Message[]) => keep({ waiting }),
    /** Forgets it here and in every other tab. */
    eraseEverywhere(): void {
      erase()
      deletions.postMessage('')
    },
  }
}

function read(): Unsent {
  try {
    return { ...NOTHING, ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}') }
  } catch {
    return NOTHING
  }
}

/** A site or a visitor may forbid storage; then nothing outlives a reload. */
function write(text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, text)
  } catch {
    // Nothing to do.
  }
}
