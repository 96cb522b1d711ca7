import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PATHS } from '../../../src/paths.ts'

const kneewise = (args: string[], input = '') =>
  spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(PATHS.root, 'src', 'cli.ts'), ...args],
    {
      input,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    },
  )

describe('the terminal', () => {
  it('answers one question', () => {
    const { stdout, status } = kneewise(['ask', 'what is a bakers cyst'])
    expect(status).toBe(0)
    expect(stdout).toContain('back of the knee')
  })

  it('explains how a question was read', () => {
    const { stdout } = kneewise(['ask', '--explain', 'no swelling, but my knee is stuck'])
    expect(stdout).toMatch(/stuck-now: present/)
    expect(stdout).toMatch(/swelling-\w+: absent/)
  })

  it('says what to do when there is no question', () => {
    const { stderr, status } = kneewise(['ask'])
    expect(status).toBe(2)
    expect(stderr).toContain('npm run ask --')
  })

  it('holds a conversation over a pipe, plainly, with numbered choices', () => {
    const { stdout, status } = kneewise(['chat'], 'my outer knee hurts after 5 km\nmore\n1\nquit\n')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^1 /m)
    expect(stdout).not.toContain('\u001b[')
    expect(stdout).not.toContain('you>')
  })

  it('leads with the alert', () => {
    const { stdout } = kneewise(['chat'], 'my knee is stuck bent and will not straighten\n')
    expect(stdout.trim()).toMatch(/^Have it looked at today\./)
  })

  it('lists the commands when it is asked for none', () => {
    const { stderr, status } = kneewise([])
    expect(status).toBe(2)
    expect(stderr).toContain('batch')
  })
})
