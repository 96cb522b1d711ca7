/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function alignmentDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + cost,
      )
      const isSwap =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwap) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1)
      current.push(least)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}

/** The known id that was probably meant, or nothing when none is near. */
export function nearestOf(id: string, known: Iterable<string>): string | undefined {
  let best: { id: string; distance: number } | undefined
  for (const candidate of known) {
    const distance = alignmentDistance(id, candidate)
    if (!best || distance < best.distance) best = { id: candidate, distance }
  }
  return best && best.distance <= Math.max(2, id.length / 3) ? best.id : undefined
}
