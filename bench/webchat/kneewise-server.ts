import { readConfig } from '../../src/config.ts'
import { loadCore } from '../../src/load-core.ts'
import { createServer } from '../../src/server.ts'
import { tellMemory } from './tell-memory.ts'

/** Kneewise as it is served, on a free port; the database is a file, as always. */
const server = await createServer(readConfig(process.env), loadCore())
await server.listen({ port: 0, host: '127.0.0.1' })
const address = server.server.address()
if (address !== null && typeof address !== 'string') console.log(`port ${address.port}`)
tellMemory()
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
process.once('disconnect', () => process.exit(0))
