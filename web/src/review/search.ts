/** What a link into the review room names: a version, a moment in seconds, and the number of a note, from 1. */
export type RoomSearch = { v?: number; t?: number; note?: number }

export function roomSearch(search: Record<string, unknown>): RoomSearch {
  const out: RoomSearch = {}
  for (const name of ['v', 't', 'note'] as const) {
    const value = Number(search[name])
    if (search[name] !== undefined && Number.isFinite(value) && value >= 0) out[name] = value
  }
  return out
}
