import type { FastifyBaseLogger } from 'fastify'
import { type ClubSettings, ConfigError, readClub } from '../config.ts'
import type { Core, Folders } from '../load-core.ts'
import { contentStamp } from './content-stamp.ts'
import { loadAside } from './load-aside.ts'

/** How often the files are looked at; what has changed must stay the same for one look, so no half-written file is read. */
export const LOOK_MS = 2_000

export type ReloadParts = {
  folders: Folders
  settingsPath: string
  log: FastifyBaseLogger
  useClub: (club: ClubSettings) => void
  useCore: (core: Core) => void
  onReload: (result: 'used' | 'refused') => void
  lookMs?: number
}

/**
 * Takes up changes of settings and content while conversations go on: checked and trained aside, then used at once from
 * the next message on. What cannot be used changes nothing and is said in the log. Ends when called.
 */
export function followChanges({
  folders,
  settingsPath,
  log,
  useClub,
  useCore,
  onReload,
  lookMs = LOOK_MS,
}: ReloadParts): () => void {
  const looks = [
    createLook([settingsPath], async () => takeUpSettings()),
    createLook([folders.knowledge, folders.intents], takeUpContent),
  ]
  const timer = setInterval(() => {
    for (const look of looks) look()
  }, lookMs)
  timer.unref()
  return () => clearInterval(timer)

  function takeUpSettings(): void {
    try {
      useClub(readClub(settingsPath))
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      refuse('The settings', error.message)
      return
    }
    onReload('used')
    log.info('The settings have changed and are in use now.')
  }

  async function takeUpContent(): Promise<void> {
    log.info('Knowledge or example questions have changed; they are checked and trained aside.')
    const loaded = await loadAside(folders)
    if (loaded.kind === 'refused') {
      refuse('The content', loaded.message)
      return
    }
    useCore(loaded.core)
    onReload('used')
    log.info({ knowledge: loaded.core.knowledge.version }, 'The new content is in use now.')
  }

  function refuse(what: string, message: string): void {
    onReload('refused')
    log.error(`${what} cannot be used, so what was there before stays in use:\n${message}`)
  }

  /** Calls `takeUp` once the files have changed and then stayed as they are for one look. */
  function createLook(paths: readonly string[], takeUp: () => Promise<void>): () => void {
    let inUse = contentStamp(paths)
    let last = inUse
    let isBusy = false
    return () => {
      const current = contentStamp(paths)
      const isSettled = current === last
      last = current
      if (!isSettled || current === inUse || isBusy) return
      inUse = current
      isBusy = true
      takeUp()
        .catch((error) => log.error({ err: error }, 'A change could not be taken up.'))
        .finally(() => {
          isBusy = false
        })
    }
  }
}
