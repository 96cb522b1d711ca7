import { Redis } from 'ioredis'
import { createAssistant } from '../../src/assistant.ts'
import { loadCore } from '../../src/load-core.ts'
import { openStore } from '../../src/storage/index.ts'
import { startRedis } from '../../tests/storage/redis-server.ts'

const CONVERSATIONS = 500
const SAID = [
  'my knee hurts going downstairs since last week',
  'no, at the front',
  'which shoes should I buy?',
  'how do I warm up?',
  'thanks',
]
const DAY_MS = 86_400_000

/**
 * What one message costs when conversations are kept in Redis: commands, bytes over the network, memory of Redis, and
 * time of the processor in our process; real messages through the assistant into the log, as web chat does it.
 */
export async function measureCost(): Promise<void> {
  const redis = await startRedis()
  const client = new Redis(redis.url)
  const onError = (error: Error) => console.error(error.message)
  const store = await openStore({ redisUrl: redis.url, path: '' }, { onError, now: Date.now })
  const assistant = createAssistant({ ...loadCore(), store })
  const say = async (conversation: string, text: string) => {
    const key = crypto.randomUUID()
    // Web chat spends one of the conversation's rate limit with each message.
    await store.spend(`webchat:posts:${conversation}`, { burst: 30, refillMs: 1_000 })
    await store.load(conversation)
    await assistant.answerInLog(
      { conversation, text, key },
      {
        activitiesOf: (reply) => [
          { type: 'message', text, channelData: { clientActivityID: key } },
          { type: 'message', text: '', channelData: { kneewise: reply } },
        ],
        logMs: DAY_MS,
      },
    )
  }
  for (const text of SAID) await say('webchat:warm-up', text)

  const before = await statistics(client)
  const processor = process.cpuUsage()
  for (let index = 0; index < CONVERSATIONS; index += 1) {
    const conversation = `webchat:${crypto.randomUUID()}`
    for (const text of SAID) await say(conversation, text)
  }
  const { user, system } = process.cpuUsage(processor)
  const after = await statistics(client)
  const messages = CONVERSATIONS * SAID.length
  const each = (name: keyof typeof after) => (after[name] - before[name]) / messages
  console.log(
    `One message in Redis (${messages} measured): ${each('commands').toFixed(1)} commands, ` +
      `${(each('bytesIn') / 1_000).toFixed(1)} kB to Redis, ${(each('bytesOut') / 1_000).toFixed(1)} kB from it, ` +
      `${each('redisMs').toFixed(2)} ms of Redis's processor, ${((user + system) / 1_000 / messages).toFixed(2)} ms of ours, ` +
      `${(each('memory') / 1_000).toFixed(1)} kB of memory`,
  )
  const kept = await client.keys('*:state')
  const sizes = await Promise.all(kept.slice(0, 200).map((key) => client.memory('USAGE', key)))
  const average = sizes.reduce<number>((sum, size) => sum + Number(size), 0) / sizes.length
  console.log(
    `Of it, ${(average / 1_000).toFixed(2)} kB a conversation stay after a day, when the log is gone`,
  )
  client.disconnect()
  await store.close()
  await redis.stop()
}

async function statistics(client: Redis) {
  const text = `${await client.info('stats')}\n${await client.info('memory')}\n${await client.info('cpu')}`
  const number = (name: string) =>
    Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1] ?? 0)
  return {
    commands: number('total_commands_processed'),
    bytesIn: number('total_net_input_bytes'),
    bytesOut: number('total_net_output_bytes'),
    redisMs: (number('used_cpu_user') + number('used_cpu_sys')) * 1_000,
    memory: number('used_memory'),
  }
}
