/** Which sellers are shown; it is all in the address. */
export type RosterSearch = { role?: string; country?: string; language?: string; free?: boolean; kept?: boolean }

/** Reads an address, leaving out what it should not say. */
export function rosterSearch(given: Record<string, unknown>): RosterSearch {
  const out: RosterSearch = {}
  for (const name of ['role', 'country', 'language'] as const) {
    const value = given[name]
    if (typeof value === 'string' && value) out[name] = value
  }
  if (given.free === true) out.free = true
  if (given.kept === true) out.kept = true
  return out
}
