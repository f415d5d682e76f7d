// Which sub-gig waits for which, out of the ids that each names.
import type { SubGig } from '../contract/client'

/** One sub-gig that waits for another, by ids. */
export type Link = { from: string; to: string }

/** Who waits for whom: for each sub-gig the ones right before it and right after it, in the order of the plan. */
export type Links = { all: Link[]; before: Map<string, SubGig[]>; after: Map<string, SubGig[]> }

/** Finds the links between sub-gigs. What is named but not among them is left out. */
export function linksOf(gigs: SubGig[]): Links {
  const byID = new Map(gigs.map((gig) => [gig.id, gig]))
  const out: Links = { all: [], before: new Map(), after: new Map() }
  for (const gig of gigs) {
    for (const id of gig.needs ?? []) {
      const upstream = byID.get(id)
      if (!upstream) continue
      out.all.push({ from: upstream.id, to: gig.id })
      push(out.before, gig.id, upstream)
      push(out.after, upstream.id, gig)
    }
  }
  return out
}

function push(to: Map<string, SubGig[]>, id: string, gig: SubGig): void {
  const list = to.get(id)
  if (list) list.push(gig)
  else to.set(id, [gig])
}

/** The ids of a sub-gig, of everything that it waits for and of everything that waits for it, however far. */
export function around(links: Links, id: string): Set<string> {
  const out = new Set([id])
  for (const way of [links.before, links.after]) {
    const reached = new Set([id])
    const open = [id]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of way.get(at) ?? []) {
        if (reached.has(next.id)) continue
        reached.add(next.id)
        out.add(next.id)
        open.push(next.id)
      }
    }
  }
  return out
}

/** The links of a chain, as keys "from to". */
export function chainLinks(chain: string[]): Set<string> {
  return new Set(chain.slice(1).map((id, at) => `${chain[at]} ${id}`))
}
