export { runAssertions } from './assertions.ts'
export { runBatch } from './batch.ts'
