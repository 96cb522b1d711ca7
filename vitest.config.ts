import { defineConfig } from 'vitest/config'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
// On an older Node a failing test ends in a crash of the runner instead of a message.
if (major < 22 || (major === 22 && minor < 12)) {
  throw new Error(`The tests need Node 24; this is ${process.version}. Run them with npm test.`)
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
  },
})
