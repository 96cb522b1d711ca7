import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import { kept } from '../../src/kept.ts'
import { keysOf } from '../../src/load-core.ts'
import { PATHS } from '../../src/paths.ts'

/**
 * Keeps the model of the whole code for the code that is full of mutants: training with that takes hours, and what is
 * broken is to be noticed by the tests, not to be learnt around.
 */
export function setup(): void {
  const file = join(PATHS.build, 'model.bin')
  kept(file, keysOf(PATHS).model, () => deserialize(readFileSync(file)).value)
}
