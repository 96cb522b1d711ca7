import type { Block } from '../../replies/index.ts'
import { summarise, summaryDownload } from '../../summary/index.ts'
import type { Turn } from '../turn.ts'

/** What to show a clinician, and the same to keep or print; nothing while there is nothing to tell. */
export function summaryBlocks({ state, redFlags, world }: Turn): Block[] {
  const { knowledge, club } = world
  const summary = summarise({ findings: state.findings, redFlags }, knowledge)
  return summary ? [summary, summaryDownload(summary, { club, knowledge })] : []
}
