import type { Told } from '../knowledge/index.ts'

/** Whether what must be told is among the findings present, and what must not is not. */
export function isTold({ all, any, none }: Told, present: ReadonlySet<string>): boolean {
  return (
    all.every((id) => present.has(id)) &&
    (!any || any.some((id) => present.has(id))) &&
    !none?.some((id) => present.has(id))
  )
}
