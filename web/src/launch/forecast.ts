// How long a plan takes when everybody uses the whole of their clock, before the server has ever seen it run.
import type { Plan, PlanSubGig } from '../contract/client'

const hour = 3600

/** What holds where a plan says nothing; the server has the same. */
const standard = { offer: 48 * hour, work: 7 * 24 * hour, review: 72 * hour }

const units: Record<string, number> = { w: 7 * 24 * hour, d: 24 * hour, h: hour, m: 60, s: 1, ms: 0.001 }

/** Reads a length of time as plans have it, as 90m, 7d or 168h0m0s, in seconds; undefined when it is none. */
export function secondsOf(text: string | undefined): number | undefined {
  if (!text || !/^(\d+(\.\d+)?(ms|[wdhms]))+$/.test(text)) return undefined
  let sum = 0
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g))
    sum += Number(count) * (units[unit ?? ''] ?? 0)
  return sum
}

/** From the first offer to the approval of one sub-gig, in seconds. */
function lengthOf(plan: Plan, gig: PlanSubGig): number {
  let sum = 0
  for (const clock of ['offer', 'work', 'review'] as const)
    sum += secondsOf(gig.clocks?.[clock]) ?? secondsOf(plan.clocks?.[clock]) ?? standard[clock]
  return sum
}

/** How long the whole takes, in seconds, and the chain that decides about it, the first first. */
export type Forecast = { seconds: number; chain: PlanSubGig[] }

/** Follows every chain of sub-gigs that wait for one another. What waits for itself is left for the server to refuse. */
export function forecastOf(plan: Plan): Forecast {
  const byKey = new Map(plan.sub_gigs.map((gig) => [gig.key, gig]))
  const known = new Map<string, Forecast>()
  const under = new Set<string>()
  const reach = (gig: PlanSubGig): Forecast => {
    const found = known.get(gig.key)
    if (found) return found
    under.add(gig.key)
    let before: Forecast = { seconds: 0, chain: [] }
    for (const key of gig.needs ?? []) {
      const upstream = byKey.get(key)
      if (!upstream || under.has(key)) continue
      const one = reach(upstream)
      if (one.seconds > before.seconds) before = one
    }
    under.delete(gig.key)
    const made = { seconds: before.seconds + lengthOf(plan, gig), chain: [...before.chain, gig] }
    known.set(gig.key, made)
    return made
  }
  return plan.sub_gigs
    .map(reach)
    .reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: 0, chain: [] } as Forecast)
}
