// Changes to a plan that is edited as data. Each gives a new plan; what is empty is left out of it.
import type { Plan, PlanSubGig } from '../contract/client'

/** Writes a plan as text that the server reads. */
export function written(plan: Plan): string {
  return JSON.stringify(plan, null, 2)
}

/** Changes one sub-gig. When its key changes, those that wait for it wait for the new one. */
export function changed(plan: Plan, key: string, change: Partial<PlanSubGig>): Plan {
  const renamed = change.key !== undefined && change.key !== key ? change.key : undefined
  return {
    ...plan,
    sub_gigs: plan.sub_gigs.map((gig) => {
      const next = gig.key === key ? { ...gig, ...change } : gig
      if (renamed === undefined || !next.needs?.includes(key)) return tidy(next)
      return tidy({ ...next, needs: next.needs.map((need) => (need === key ? renamed : need)) })
    }),
  }
}

/** Takes one sub-gig away; nobody waits for it any more. */
export function without(plan: Plan, key: string): Plan {
  const rest = plan.sub_gigs.filter((gig) => gig.key !== key)
  return {
    ...plan,
    sub_gigs: rest.map((gig) =>
      gig.needs?.includes(key) ? tidy({ ...gig, needs: gig.needs.filter((need) => need !== key) }) : gig,
    ),
  }
}

/** Adds a sub-gig like the last one, under a key of its own. */
export function withOneMore(plan: Plan, title: string): Plan {
  const last = plan.sub_gigs.at(-1)
  const keys = new Set(plan.sub_gigs.map((gig) => gig.key))
  let number = plan.sub_gigs.length + 1
  while (keys.has(`part-${number}`)) number++
  const gig = { key: `part-${number}`, title, role: last?.role ?? '', price: last?.price ?? '' }
  return { ...plan, sub_gigs: [...plan.sub_gigs, gig] }
}

/** Sets what holds for the whole; an empty value is left out. */
export function ofWhole(plan: Plan, change: Partial<Plan>): Plan {
  const next = { ...plan, ...change }
  for (const field of ['budget', 'due', 'brief'] as const) if (!next[field]) delete next[field]
  return next
}

/** Sub-gigs that one may wait for without waiting for itself in the end. */
export function mayNeed(plan: Plan, key: string): PlanSubGig[] {
  const later = new Set([key])
  for (let grew = true; grew; ) {
    grew = false
    for (const gig of plan.sub_gigs) {
      if (later.has(gig.key) || !gig.needs?.some((need) => later.has(need))) continue
      later.add(gig.key)
      grew = true
    }
  }
  return plan.sub_gigs.filter((gig) => !later.has(gig.key))
}

function tidy(gig: PlanSubGig): PlanSubGig {
  const next = { ...gig }
  for (const field of ['needs', 'cast', 'standby'] as const) if (next[field]?.length === 0) delete next[field]
  return next
}
