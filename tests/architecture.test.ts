import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findForbiddenImports } from '../src/dependency-rule.ts'
import { PATHS } from '../src/paths.ts'

describe('the arrows between rooms', () => {
  it('all go one way', () => {
    expect(findForbiddenImports(join(PATHS.root, 'src'))).toEqual([])
  })

  it('are guarded: a core that knows a channel or a package of another room is found', () => {
    const root = mkdtempSync(join(tmpdir(), 'kneewise-'))
    mkdirSync(join(root, 'knowledge'))
    mkdirSync(join(root, 'channels', 'slack'), { recursive: true })
    writeFileSync(
      join(root, 'knowledge', 'a.ts'),
      "import { x } from '../channels/slack/b.ts'\nimport bolt from '@slack/bolt'\n",
    )
    writeFileSync(join(root, 'channels', 'slack', 'b.ts'), "export { y } from '../webchat/c.ts'\n")
    expect(findForbiddenImports(root).sort()).toEqual([
      'channels/slack/b.ts (channels/slack) imports ../webchat/c.ts (channels/webchat)',
      'knowledge/a.ts (knowledge) imports ../channels/slack/b.ts (channels/slack)',
      'knowledge/a.ts imports @slack/bolt, which only channels/slack may',
    ])
    rmSync(root, { recursive: true })
  })
})
