import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ENVIRONMENT_NAMES } from '../../src/config.ts'
import { PATHS } from '../../src/paths.ts'

const read = (name: string) => readFileSync(join(PATHS.root, name), 'utf8')

/** Licences that ask for nothing but their notice, or nothing of what is unchanged. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'MPL-2.0',
  'MIT AND OFL-1.1',
])
/** Packages whose description names no licence, and where it was found instead. */
const READ_BY_HAND = new Map([['node_modules/limiter', 'MIT, in its LICENSE.txt']])

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      license: z.string().optional(),
      dev: z.boolean().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
})

describe('what runs in production', () => {
  const { packages } = Lock.parse(JSON.parse(read('package-lock.json')))
  const used = Object.entries(packages).filter(([name, { dev }]) => name !== '' && !dev)

  it('has licences that SECURITY.md names', () => {
    const others = used
      .filter(([name, { license = '' }]) => !ALLOWED.has(license) && !READ_BY_HAND.has(name))
      .map(([name, { license }]) => `${name}: ${license}`)
    expect(others).toEqual([])
  })

  it('runs no script when it is installed, and names no download address', () => {
    expect(used.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
    expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([])
  })

  it('is listed by a bill of materials', () => {
    const npm = process.env.npm_execpath
    const args = ['run', '--silent', 'sbom']
    const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args]
    const bill = JSON.parse(
      execFileSync(command, all, { cwd: PATHS.root, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 }),
    )
    const names = bill.components.map(({ name, group }: { name: string; group?: string }) =>
      group ? `${group}/${name}` : name,
    )
    expect(bill.bomFormat).toBe('CycloneDX')
    expect(names).toEqual(expect.arrayContaining(['fastify', 'ioredis']))
    expect(names).not.toContain('vitest')
  })
})

describe('the operating guide', () => {
  it('explains every environment variable, and none that does not exist', () => {
    const rows = [...read('docs/operating.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(
      ([, name]) => name,
    )
    expect(rows.toSorted()).toEqual([...ENVIRONMENT_NAMES].toSorted())
  })
})
