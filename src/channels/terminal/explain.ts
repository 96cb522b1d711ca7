import { assertionOf, type Reading } from '../../understanding/index.ts'

/** How a message was read, for the person who maintains the words: findings with their sense, and every score. */
export function explainReading(reading: Reading): string {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`
  const flags = [...reading.detectors].sort((a, b) => b[1].share - a[1].share).slice(0, 5)
  return [
    `scope       ${reading.scope}${reading.meta ? ` (${reading.meta})` : ''}, ${percent(reading.scopeConfidence)} sure`,
    `complaint   ${percent(reading.complaint)}`,
    `topics      ${reading.topics
      .slice(0, 5)
      .map(({ id, confidence }) => `${id} ${percent(confidence)}`)
      .join(', ')}`,
    'detectors, as shares of their thresholds (1 fires)',
    ...flags.map(([id, { share }]) => `            ${id} ${share.toFixed(2)}`),
    'findings',
    ...reading.mentions.map(
      ({ finding, status, words }) => `            ${finding}: ${assertionOf(status)} ("${words}")`,
    ),
  ].join('\n')
}
