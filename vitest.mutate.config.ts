import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** The tests of the two rooms that are mutated; all others would find the same mutants, many times as slowly. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    isolate: false,
    include: ['tests/{understanding,assessment}/**/*.test.ts'],
  },
})
