/** The first part of a conversation's id; others are counted together, so that no id becomes a label. */
const CHANNELS = new Set(['webchat', 'slack', 'azure'])

/** The channel a conversation is in, from a closed vocabulary; never anything else of its id. */
export function channelOf(conversation: string): string {
  const [channel = ''] = conversation.split(':')
  return CHANNELS.has(channel) ? channel : 'other'
}
