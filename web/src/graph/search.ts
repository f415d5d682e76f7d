/** What of a graph is shown, and how; it is all in the address. */
export type GraphSearch = { as?: 'list'; around?: string; section?: number }

/** Reads an address, leaving out what it should not say. */
export function graphSearch(given: Record<string, unknown>): GraphSearch {
  const out: GraphSearch = {}
  if (given.as === 'list') out.as = 'list'
  if (typeof given.around === 'string' && given.around) out.around = given.around
  if (Number.isInteger(given.section)) out.section = given.section as number
  return out
}
