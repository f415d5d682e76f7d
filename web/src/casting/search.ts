/** Which sub-gig is cast, which ranking of its sellers is looked at, and which sub-gigs are listed; it is all in the address. */
export type CastingSearch = { gig?: string; ranking?: string; list?: 'all' }

/** Reads an address, leaving out what it should not say. */
export function castingSearch(given: Record<string, unknown>): CastingSearch {
  const out: CastingSearch = {}
  if (typeof given.gig === 'string' && given.gig) out.gig = given.gig
  if (typeof given.ranking === 'string' && given.ranking) out.ranking = given.ranking
  if (given.list === 'all') out.list = 'all'
  return out
}
