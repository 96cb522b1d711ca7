import { createHash } from 'node:crypto'
import { openRedis } from './redis-client.ts'
import { COMMIT, runScript, SPEND, TRIM } from './redis-scripts.ts'
import { type Committed, type Store, StoreUnavailable } from './store.ts'
import { createWatchers } from './watchers.ts'

const KEY_MS = 86_400_000
const KEYS_KEPT = 32
/** Lists over all conversations are cut into so many, so that a cluster can spread them. */
const SHARDS = 16
/** Logs trimmed at a time. */
const SWEEP_BATCH = 100

const COUNTERS = 'kneewise:counters'

/**
 * The distributed store: Redis or Valkey, one server or a cluster, for any number of processes. All keys of one
 * conversation share a hash tag, so that one script can change them together:
 *
 *     kneewise:{ID}:state   version, line feed, owners as JSON, line feed, state as JSON     expires with the conversation
 *     kneewise:{ID}:log     stream; entry SEQUENCE-0 with fields a (activity), e (its expiry)
 *     kneewise:{ID}:keys    list of "FIRST KEY" of the last turns
 *     kneewise:due:N        sorted set of conversations by the time their oldest log entry may expire
 *     kneewise:owner:OWNER  sorted set of conversations by their expiry
 */
export function openRedisStore(
  url: string,
  { onError, now = Date.now }: { onError: (error: Error) => void; now?: () => number },
): Store {
  let isClosed = false
  const report = (error: Error) => {
    // What was under way when we left ends with an error that is none.
    if (!isClosed) onError(error)
  }
  const client = openRedis(url, report)
  const subscriber = openRedis(url, report)
  const ask = (work: Promise<unknown>) => work.catch(report)
  const watchers = createWatchers({
    onFirst(conversation) {
      // What was added while the subscription was on its way is not announced, so look once it holds.
      void ask(subscriber.subscribe(wakeOf(conversation)).then(() => watchers.wake(conversation)))
    },
    onNone: (conversation) => void ask(subscriber.unsubscribe(wakeOf(conversation))),
  })
  subscriber.on('message', (channel) => watchers.wake(String(channel).slice(WAKE.length)))
  // Subscriptions come back with the connection; what was said meanwhile does not.
  subscriber.on('ready', () => setImmediate(watchers.wakeAll))

  async function reach<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  }

  async function own(owner: string, conversation: string, keepMs: number): Promise<void> {
    await client
      .multi()
      .zadd(ownerOf(owner), now() + keepMs, conversation)
      .zremrangebyscore(ownerOf(owner), '-inf', now())
      .pexpire(ownerOf(owner), keepMs)
      .exec()
  }

  async function forget(conversation: string): Promise<void> {
    const { state, log, keys } = keysOf(conversation)
    const text = await client.get(state)
    const owners: string[] = text === null ? [] : JSON.parse(splitState(text)[1] ?? '[]')
    await client.del(state, log, keys)
    await client.zrem(dueShard(conversation), conversation)
    for (const owner of owners) await client.zrem(ownerOf(owner), conversation)
    await client.publish(wakeOf(conversation), '')
  }

  async function trimDue(shard: string): Promise<void> {
    for (;;) {
      const due = await client.zrangebyscore(shard, '-inf', now(), 'LIMIT', 0, SWEEP_BATCH)
      for (const conversation of due) {
        // Taken off first: an activity that comes meanwhile puts the conversation back itself.
        if ((await client.zrem(shard, conversation)) === 0) continue
        const next = Number(await runScript(client, TRIM, [keysOf(conversation).log], [now()]))
        if (next > 0) await client.zadd(shard, 'LT', next, conversation)
      }
      if (due.length < SWEEP_BATCH) return
    }
  }

  return {
    load: (conversation) =>
      reach(async () => {
        const text = await client.get(keysOf(conversation).state)
        if (text === null) return undefined
        const [version = '0', , state = 'null'] = splitState(text)
        return { state: JSON.parse(state), version: Number(version) }
      }),
    has: (conversation) =>
      reach(async () => (await client.exists(keysOf(conversation).state)) === 1),
    commit: (conversation, turn) =>
      reach(async () => {
        const { state, keepMs, activities = [], logMs = keepMs, key = '', owners = [] } = turn
        const keys = keysOf(conversation)
        const text = state ? `${JSON.stringify(owners)}\n${JSON.stringify(state.state)}` : ''
        const values = [now(), keepMs, logMs, KEY_MS, KEYS_KEPT, key, state?.version ?? '', text]
        const logged = activities.map((activity) => JSON.stringify(activity))
        const [answer] = await Promise.all([
          runScript(
            client,
            COMMIT,
            [keys.state, keys.log, keys.keys],
            [...values, wakeOf(conversation), ...logged],
          ),
          ...owners.map((owner) => own(owner, conversation, keepMs)),
          ...(logged.length > 0
            ? [client.zadd(dueShard(conversation), 'NX', now() + logMs, conversation)]
            : []),
        ])
        return committedFrom(answer)
      }),
    entriesAfter: (conversation, sequence, limit) =>
      reach(async () => {
        const from = `(${sequence}-0`
        const rows = await client.xrange(
          keysOf(conversation).log,
          from,
          '+',
          'COUNT',
          Math.max(limit, 1),
        )
        return rows.flatMap(([id, [, activity = 'null', , expires = '0']]) =>
          Number(expires) > now()
            ? [{ sequence: Number.parseInt(id, 10), activity: JSON.parse(activity) }]
            : [],
        )
      }),
    lastSequence: (conversation) =>
      reach(async () => {
        const [last] = await client.xrevrange(keysOf(conversation).log, '+', '-', 'COUNT', 1)
        return last ? Number.parseInt(last[0], 10) : 0
      }),
    watch: (conversation, listener) => watchers.add(conversation, listener),
    forget: (...conversations) =>
      reach(async () => {
        for (const conversation of conversations) await forget(conversation)
      }),
    conversationsOf: (owner) => reach(() => client.zrangebyscore(ownerOf(owner), now(), '+inf')),

    claim: (key, keepMs) =>
      reach(async () => (await client.set(claimOf(key), '', 'PX', keepMs, 'NX')) === 'OK'),
    prolong: (key, keepMs) =>
      reach(async () => void (await client.set(claimOf(key), '', 'PX', keepMs))),
    release: (key) => reach(async () => void (await client.del(claimOf(key)))),
    spend: (key, { burst, refillMs }) =>
      reach(async () =>
        Number(await runScript(client, SPEND, [`kneewise:limit:${key}`], [burst, refillMs])),
      ),

    increment: (counter) => reach(async () => void (await client.hincrby(COUNTERS, counter, 1))),
    counters: () =>
      reach(async () =>
        Object.fromEntries(
          Object.entries(await client.hgetall(COUNTERS))
            .map(([name, count]): [string, number] => [name, Number(count)])
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      ),

    ping: () => reach(async () => void (await client.get('kneewise:ping'))),
    sweep: () =>
      reach(async () => {
        for (let index = 0; index < SHARDS; index += 1) await trimDue(`kneewise:due:${index}`)
      }),
    async close() {
      isClosed = true
      client.disconnect()
      subscriber.disconnect()
    },
  }
}

const WAKE = 'kneewise:wake:'
const wakeOf = (conversation: string) => WAKE + conversation
const ownerOf = (owner: string) => `kneewise:owner:${owner}`
const claimOf = (key: string) => `kneewise:claim:${key}`

function keysOf(conversation: string) {
  const tagged = `kneewise:{${conversation}}`
  return { state: `${tagged}:state`, log: `${tagged}:log`, keys: `${tagged}:keys` }
}

function dueShard(conversation: string): string {
  const [byte = 0] = createHash('sha1').update(conversation).digest()
  return `kneewise:due:${byte % SHARDS}`
}

/** JSON holds no line feed, so two of them part version, owners and state. */
function splitState(text: string): string[] {
  return text.split('\n', 3)
}

function committedFrom(answer: unknown): Committed {
  const [kind, first] = Array.isArray(answer) ? answer.map(String) : []
  if (kind === 'committed' || kind === 'repeated') return { kind, first: Number(first) }
  return { kind: 'stale' }
}
