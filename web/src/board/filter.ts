import type { SubGig } from '../contract/client'

/** What of a board is shown; it is all in the address. */
export type BoardSearch = {
  q?: string
  role?: string
  country?: string
  section?: number
  only?: Only
  column?: SubGig['state']
}

/** Only what is mine to do, late, or on the critical path. */
export type Only = 'mine' | 'late' | 'critical'

export const onlys: Only[] = ['mine', 'late', 'critical']

/** The columns, in the order of a life that goes well. */
export const columns: SubGig['state'][] = [
  'waiting',
  'casting',
  'offered',
  'working',
  'inspecting',
  'in_review',
  'disputed',
  'approved',
  'cancelled',
]

/** The columns that are shown even when nothing stands in them. */
export const steady: SubGig['state'][] = ['waiting', 'offered', 'working', 'in_review', 'approved']

/** Reads an address, leaving out what it should not say. */
export function boardSearch(given: Record<string, unknown>): BoardSearch {
  const out: BoardSearch = {}
  if (typeof given.q === 'string' && given.q) out.q = given.q
  if (typeof given.role === 'string' && given.role) out.role = given.role
  if (typeof given.country === 'string' && given.country) out.country = given.country
  if (Number.isInteger(given.section)) out.section = given.section as number
  if (onlys.includes(given.only as Only)) out.only = given.only as Only
  if (columns.includes(given.column as SubGig['state'])) out.column = given.column as SubGig['state']
  return out
}

/** Whether a sub-gig is what the search asks for. Words are looked for in its title, its key and the seller's name. */
export function matches(gig: SubGig, search: BoardSearch, critical: ReadonlySet<string>): boolean {
  if (search.role && gig.role !== search.role) return false
  if (search.country && gig.seller?.country !== search.country) return false
  if (search.section !== undefined && gig.section !== search.section) return false
  if (search.only === 'mine' && !gig.next_action) return false
  if (search.only === 'late' && !gig.overdue) return false
  if (search.only === 'critical' && !critical.has(gig.id)) return false
  if (!search.q) return true
  const text = `${gig.title} ${gig.key} ${gig.role} ${gig.seller?.name ?? ''}`.toLocaleLowerCase()
  return search.q
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Puts sub-gigs into their columns, in the order of the plan. */
export function byColumn(gigs: SubGig[]): Map<SubGig['state'], SubGig[]> {
  const out = new Map<SubGig['state'], SubGig[]>()
  for (const state of columns) out.set(state, [])
  for (const gig of [...gigs].sort((a, b) => a.position - b.position)) out.get(gig.state)?.push(gig)
  for (const state of columns) if (!steady.includes(state) && out.get(state)?.length === 0) out.delete(state)
  return out
}

/** The different values of a field, sorted, for a menu. */
export function values(gigs: SubGig[], field: (gig: SubGig) => string | undefined): string[] {
  return [...new Set(gigs.map(field).filter((value): value is string => Boolean(value)))].sort()
}

/** The sections that there are, in order; a small project has one. */
export function sectionsOf(gigs: SubGig[]): number[] {
  return [...new Set(gigs.map((gig) => gig.section))].sort((a, b) => a - b)
}
