import type { LinearModel } from './linear-model.ts'
import type { Span } from './pattern.ts'
import type { Token } from './tokens.ts'
import { weightAt } from './weights.ts'

/** Words that are shown as the reason of an answer, at most. */
const WORDS_SHOWN = 4
/** Share of the most telling word from which another is shown beside it. */
const WORTH_SHOWING = 0.25

/** The words of a stretch that speak most for a label, in the order they stand; the runner's own spelling. */
export function tellingWords(
  model: LinearModel,
  { head, label }: { head: string; label: string },
  { message, tokens, span }: { message: string; tokens: readonly Token[]; span: Span },
): string[] {
  const column = columnOf(model, head, label)
  if (column === undefined) return []
  const weightOf = (name: string) => {
    const row = model.rows.get(name)
    if (row === undefined) return 0
    return weightAt(model.weights, row, column) * (model.rarity[row] ?? 0)
  }
  const told = tokens
    .slice(span.start, span.end)
    .map((token) => ({
      token,
      weight: [`w:${token.stem}`, ...[...token.marks.keys()].map((mark) => `g:${mark}`)].reduce(
        (sum, name) => sum + weightOf(name),
        0,
      ),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const [first] = told
  const shown = told
    .filter(({ weight }) => first !== undefined && weight >= WORTH_SHOWING * first.weight)
    .slice(0, WORDS_SHOWN)
    .map(({ token }) => token)
    .sort((a, b) => a.start - b.start)
  return [...new Set(shown.map(({ start, end }) => message.slice(start, end)))]
}

function columnOf({ heads }: LinearModel, name: string, label: string): number | undefined {
  let from = 0
  for (const head of heads) {
    const at = head.labels.indexOf(label)
    if (head.name === name) return at < 0 ? undefined : from + at
    from += head.labels.length
  }
  return undefined
}
