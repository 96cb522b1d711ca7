/** Who asks: the workspace (or the organisation where it is installed for all of one) and the person. */
export type Asker = { team: string; user: string }

/** The one private conversation of a runner in a workspace: direct messages, `/knee` and the App Home. */
export const DIRECT = 'direct'

/** A thread of a channel, where others read along: each runner's own conversation in it. */
export function inThread(channel: string, root: string): string {
  return `${channel}:${root}`
}

/** About a message somebody picked; it may be another person's knee, so it stays apart from the asker's own. */
export function aboutMessage(channel: string, ts: string): string {
  return `about:${channel}:${ts}`
}

/** The id of a runner's conversation in a place. */
export function conversationOf(asker: Asker, where: string): string {
  return `${personOf(asker)}:${where}`
}

/** The id under which an accepted question is kept. */
export function taskOf(asker: Asker, question: string): string {
  return `${personOf(asker)}:task:${question}`
}

/** The names under which the store finds all of a person's, and all of a workspace's, to erase it. */
export function ownersOf(asker: Asker): string[] {
  return [workspaceOf(asker), personOf(asker)]
}

export function personOf({ team, user }: Asker): string {
  return `slack:${team}:${user}`
}

export function workspaceOf({ team }: { team: string }): string {
  return `slack:${team}`
}

/** The place that a tapped block belongs to, from the block's id. */
export function whereOf(blockId: string | undefined): string {
  const [where = ''] = (blockId ?? '').split('|')
  return where === '' ? DIRECT : where
}
