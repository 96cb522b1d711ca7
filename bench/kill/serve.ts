import { readFileSync } from 'node:fs'
import { deserialize } from 'node:v8'
import { readConfig } from '../../src/config.ts'
import type { Core } from '../../src/load-core.ts'
import { createServer } from '../../src/server.ts'

// The whole server as the program starts it, but with content that was read and trained beforehand: four hundred starts
// would otherwise spend most of their time on that.
const config = readConfig(process.env)
// Written by kill-run.ts a moment ago.
const core: Core = deserialize(readFileSync(process.env.KNEEWISE_BENCH_CORE ?? ''))
const server = await createServer(config, core)
await server.listen({ port: config.PORT, host: config.HOST })
server.log.info('Kneewise is ready.')
