/** Which place of a map is looked at; it is in the address. */
export type MapSearch = { at?: string }

/** Reads an address, leaving out what it should not say. */
export function mapSearch(given: Record<string, unknown>): MapSearch {
  return typeof given.at === 'string' && given.at ? { at: given.at } : {}
}
