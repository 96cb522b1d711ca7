import { assertionOf, type NearExample, type Reading } from '../../understanding/index.ts'

/** How a message was read, for the person who maintains the words: findings with their sense, scores, and what led to them. */
export function explainReading(reading: Reading, nearest: readonly NearExample[]): string {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`
  const flags = [...reading.detectors].sort((a, b) => b[1].share - a[1].share).slice(0, 5)
  const indented = (line: string) => `            ${line}`
  return [
    ...(reading.language ? [`language    ${reading.language.code ?? 'not English'}`] : []),
    `scope       ${reading.scope}${reading.meta ? ` (${reading.meta})` : ''}, ${percent(reading.scopeConfidence)} sure`,
    `complaint   ${percent(reading.complaint)}`,
    `topics      ${reading.topics
      .slice(0, 5)
      .map(({ id, confidence }) => `${id} ${percent(confidence)}`)
      .join(', ')}`,
    'asked for, and the words that led there',
    ...reading.questions.map(({ topic, confidence, words }) =>
      indented(`${topic} ${percent(confidence)}: ${words.join(', ')}`),
    ),
    'detectors, as shares of their thresholds (1 fires), and the words that moved them',
    ...flags.map(([id, { share, words }]) =>
      indented(`${id} ${share.toFixed(2)}${words.length > 0 ? `: ${words.join(', ')}` : ''}`),
    ),
    'findings',
    ...reading.mentions.map(({ finding, status, words }) =>
      indented(`${finding}: ${assertionOf(status)} ("${words}")`),
    ),
    'nearest examples',
    ...nearest.map(({ text, labels, likeness }) =>
      indented(`${percent(likeness)} "${text}" (${labels.join(', ')})`),
    ),
  ].join('\n')
}
