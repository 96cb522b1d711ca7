import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'

/**
 * The arrows between rooms (design): a room may import the rooms named here, and itself. What is not listed is the
 * top of the house, which may import everything.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  knowledge: [],
  understanding: ['knowledge'],
  assessment: ['knowledge', 'understanding'],
  replies: ['knowledge', 'understanding'],
  summary: ['knowledge', 'understanding', 'replies'],
  plans: ['knowledge'],
  conversation: ['knowledge', 'understanding', 'assessment', 'replies', 'summary', 'plans'],
  storage: [],
  'assistant.ts': [
    'knowledge',
    'understanding',
    'assessment',
    'conversation',
    'replies',
    'summary',
    'plans',
    'storage',
  ],
  'paths.ts': [],
}
/** What every channel may use; never another channel. */
const CHANNELS_MAY_IMPORT = [
  'assistant.ts',
  'knowledge',
  'understanding',
  'replies',
  'summary',
  'storage',
  'paths.ts',
]

/** Packages that only one part of the house may know. */
const PACKAGE_OWNERS: readonly { packages: RegExp; owners: readonly string[] }[] = [
  { packages: /^@slack\//, owners: ['channels/slack'] },
  { packages: /^@microsoft\/agents-/, owners: ['channels/webchat', 'channels/azure'] },
  { packages: /^(?:node:sqlite|ioredis)$/, owners: ['storage'] },
  { packages: /^@opentelemetry\//, owners: ['operating'] },
]

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g

/** Every import under `source` that goes against the arrows, as a sentence; empty when all is well. */
export function findForbiddenImports(source: string): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => name.split(sep).join('/'))
  return files.flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8')
    return [...text.matchAll(IMPORT)].flatMap(([, target = '']) => problemsOf(file, target))
  })
}

function problemsOf(file: string, target: string): string[] {
  const room = roomOf(file)
  if (!target.startsWith('.')) {
    const rule = PACKAGE_OWNERS.find(({ packages }) => packages.test(target))
    const isOwner = rule?.owners.some((owner) => file.startsWith(`${owner}/`)) ?? true
    return isOwner
      ? []
      : [`${file} imports ${target}, which only ${rule?.owners.join(' and ')} may`]
  }
  const other = roomOf(posix.normalize(posix.join(posix.dirname(file), target)))
  if (other === room) return []
  const allowed = room.startsWith('channels/') ? CHANNELS_MAY_IMPORT : MAY_IMPORT[room]
  return allowed && !allowed.includes(other)
    ? [`${file} (${room}) imports ${target} (${other})`]
    : []
}

/** `channels/slack` for a channel, the folder for another room, the file itself at the top. */
function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/')
  return first === 'channels' ? `${first}/${second}` : first
}
