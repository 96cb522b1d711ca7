import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { readWords, slackManifest } from './channels/slack/index.ts'
import { PATHS } from './paths.ts'

/** The text of slack/manifest.yaml: for Socket Mode, or for HTTP under an address. */
export function manifestText(address?: string): string {
  const how = address
    ? `# For HTTP under ${address}. Made by: npm run slack:manifest -- --url ${address}`
    : '# For Socket Mode, which needs no public address. Made by: npm run slack:manifest'
  const paste = '# Paste it on api.slack.com/apps under Create New App → From a manifest.'
  return `${how}\n${paste}\n${stringify(slackManifest(readWords(), address), { lineWidth: 0 })}`
}

/** `npm run slack:manifest`: writes slack/manifest.yaml; 1 when the address is none that Slack can call. */
export function writeManifest(address: string | undefined, print: (line: string) => void): number {
  try {
    writeFileSync(join(PATHS.root, 'slack', 'manifest.yaml'), manifestText(address))
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    print(`${address} cannot be used: Slack only calls whole addresses with https://.`)
    return 1
  }
  print(
    'Wrote slack/manifest.yaml. Paste it on api.slack.com/apps: Create New App, From a manifest.',
  )
  return 0
}
