import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { eventually } from '../eventually.ts'
import { startRedis } from './redis-server.ts'

export type Cluster = { url: string; urls: string[]; stop: () => Promise<void> }

/** A real cluster of two Redis servers, each with half of the hash slots. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'kneewise-cluster-'))
  const servers = await Promise.all(
    ['one', 'two'].map((name) =>
      startRedis({
        more: ['--cluster-enabled', 'yes', '--cluster-config-file', join(folder, name)],
      }),
    ),
  )
  const clients = servers.map(({ url }) => new Redis(url))
  const [first, second] = clients
  const [, { port = 0 } = {}] = servers
  if (!first || !second) throw new Error('two servers make the cluster')
  await first.call('CLUSTER', 'ADDSLOTSRANGE', '0', '8191')
  await second.call('CLUSTER', 'ADDSLOTSRANGE', '8192', '16383')
  await first.call('CLUSTER', 'SET-CONFIG-EPOCH', '1')
  await second.call('CLUSTER', 'SET-CONFIG-EPOCH', '2')
  await first.call('CLUSTER', 'MEET', '127.0.0.1', String(port))
  for (const client of clients) {
    await eventually(async () =>
      /cluster_state:ok[\s\S]*cluster_known_nodes:2/.test(String(await client.cluster('INFO')))
        ? true
        : undefined,
    )
    client.disconnect()
  }
  const urls = servers.map(({ url }) => url)
  return {
    url: urls.join(','),
    urls,
    stop: async () => {
      await Promise.all(servers.map(({ stop }) => stop()))
      rmSync(folder, { recursive: true })
    },
  }
}
