import { useQuery } from '@tanstack/react-query'
import {
  type Application,
  api,
  ask,
  type EvidenceOffer,
  once,
  type Plan,
  type PlanSubGig,
  type Problem,
  type Ranking,
  type RankRequest,
  type RosterEntry,
  type SubGig,
} from '../contract/client'
import { useCommand } from '../show/useCommand'

/** How a seller of a sub-gig is found. */
export type Mode = NonNullable<PlanSubGig['casting']>

/** How each sub-gig of a project is cast, by key: the plan's word, or else one after another. */
export function useModes(projectID: string) {
  return useQuery<Map<string, Mode>, Problem>({
    queryKey: ['project', projectID, 'plan', 'modes'],
    queryFn: async () => {
      const document = await ask(api.GET('/api/v1/projects/{id}/plan', { params: { path: { id: projectID } } }))
      return modesOf(document.plan)
    },
  })
}

export function modesOf(plan: Plan): Map<string, Mode> {
  return new Map(plan.sub_gigs.map((gig) => [gig.key, gig.casting ?? 'cascade']))
}

/** Whether many may answer at once. */
export function calls(mode: Mode): boolean {
  return mode === 'open_call' || mode === 'applications' || mode === 'audition'
}

/** Every offer of a sub-gig that was made, the oldest first. */
export function useOffers(id: string) {
  return useQuery<EvidenceOffer[], Problem>({
    queryKey: ['sub-gig', id, 'record', 'offers'],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/sub-gigs/{id}/record', { params: { path: { id } } }))).record.offers,
  })
}

/** Who applied to a call, in the order in which they came. */
export function useApplications(id: string, wanted: boolean) {
  return useQuery<Application[], Problem>({
    queryKey: ['sub-gig', id, 'applications'],
    enabled: wanted,
    queryFn: async () => (await ask(api.GET('/api/v1/sub-gigs/{id}/applications', { params: { path: { id } } }))).items,
  })
}

/** A ranking that was made. It never changes. */
export function useRanking(id: string | undefined) {
  return useQuery<Ranking, Problem>({
    queryKey: ['ranking', id],
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(api.GET('/api/v1/rankings/{id}', { params: { path: { id: id ?? '' } } })),
  })
}

/** How many of the roster are offered to choose from by name. */
const named = 200

/** The sellers of the roster, by handle. */
export function useRoster() {
  return useQuery<RosterEntry[], Problem>({
    queryKey: ['roster', named],
    staleTime: 60_000,
    queryFn: async () => (await ask(api.GET('/api/v1/roster', { params: { query: { limit: named } } }))).items,
  })
}

/** Ranks sellers for a sub-gig; the ranking is kept under an id. */
export function useRank(gig: SubGig) {
  return useCommand<RankRequest, Ranking>(
    (body, key) =>
      ask(api.POST('/api/v1/sub-gigs/{id}/rank', { body, params: { path: { id: gig.id }, header: once(key) } })),
    { stale: [] },
  )
}

/** Whom to ask now: somebody of the roster, or somebody who applied. */
export type Choice = { handle: string } | { application_id: string }

/** Asks one person now. */
export function useChoose(gig: SubGig, done: string) {
  return useCommand<Choice, SubGig>(
    (body, key) =>
      ask(api.POST('/api/v1/sub-gigs/{id}/choose', { body, params: { path: { id: gig.id }, header: once(key) } })),
    { stale: staleAfter(gig), done },
  )
}

/** Puts people at the end of those who are asked one after another. */
export function useCast(gig: SubGig, done: string) {
  return useCommand<string[], SubGig>(
    (handles, key) =>
      ask(
        api.POST('/api/v1/sub-gigs/{id}/cast', {
          body: { handles },
          params: { path: { id: gig.id }, header: once(key) },
        }),
      ),
    { stale: staleAfter(gig), done },
  )
}

function staleAfter(gig: SubGig): unknown[][] {
  return [['sub-gig', gig.id], ['sub-gigs', gig.project_id], ['inbox']]
}

/** Whether nobody holds it yet, so that somebody can be asked now. */
export function open(gig: SubGig): boolean {
  return gig.state === 'waiting' || gig.state === 'casting' || gig.state === 'offered'
}

/** Whether people can still be named for it. */
export function lives(gig: SubGig): boolean {
  return gig.state !== 'approved' && gig.state !== 'cancelled'
}
