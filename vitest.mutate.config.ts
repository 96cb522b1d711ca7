import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** The tests of the two rooms that are mutated; all others would find the same mutants, many times as slowly. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    include: ['tests/{understanding,assessment}/**/*.test.ts'],
    globalSetup: 'tests/mutate/keep-model.ts',
    // Each mutant loads what the test files share once for all of them.
    isolate: false,
  },
})
