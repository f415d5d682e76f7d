// Who plays in a project, and where.
import type { PersonName, Project, SubGig } from '../contract/client'
import { type Spot, spotOf } from './where'

/** Somebody with their part: the sub-gigs that they hold, and whether they run the project. */
export type Player = { person: PersonName; gigs: SubGig[]; runs: ('buyer' | 'producer')[]; spot?: Spot }

/** Everybody who holds a sub-gig, and who runs the project, by name. */
export function ensembleOf(project: Project, gigs: SubGig[]): Player[] {
  const found = new Map<string, Player>()
  const player = (person: PersonName): Player => {
    const known = found.get(person.id)
    if (known) return known
    const made: Player = { person, gigs: [], runs: [], spot: spotOf(person) }
    found.set(person.id, made)
    return made
  }
  player(project.buyer).runs.push('buyer')
  player(project.producer).runs.push('producer')
  for (const gig of gigs) if (gig.seller) player(gig.seller).gigs.push(gig)
  return [...found.values()].sort((a, b) => (a.person.name ?? '').localeCompare(b.person.name ?? ''))
}

/** Players by country code, '' for those who are nowhere known; the country with most first. */
export function byCountry(players: Player[]): [string, Player[]][] {
  const out = new Map<string, Player[]>()
  for (const one of players) {
    const code = one.person.country || one.spot?.country || ''
    out.set(code, [...(out.get(code) ?? []), one])
  }
  return [...out].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]))
}
