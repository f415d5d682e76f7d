import { useQuery } from '@tanstack/react-query'
import {
  api,
  ask,
  type Delivery,
  type Problem,
  type Proposal,
  type SubGig,
  type SubGigReferences,
} from '../contract/client'

/** One sub-gig, as the reader may see it. */
export function useSubGig(id: string) {
  return useQuery<SubGig, Problem>({
    queryKey: ['sub-gig', id, 'itself'],
    enabled: id !== '',
    queryFn: () => ask(api.GET('/api/v1/sub-gigs/{id}', { params: { path: { id } } })),
  })
}

/** Links in it hold for five minutes, so it is read again before. */
const linksHold = 4 * 60_000

/** What a seller works from. */
export function useMaterial(id: string) {
  return useQuery<SubGigReferences, Problem>({
    queryKey: ['sub-gig', id, 'material'],
    staleTime: linksHold,
    refetchInterval: linksHold,
    queryFn: () => ask(api.GET('/api/v1/sub-gigs/{id}/references', { params: { path: { id } } })),
  })
}

/** Its versions, the newest first, each with its reviews. */
export function useDeliveries(id: string) {
  return useQuery<Delivery[], Problem>({
    queryKey: ['sub-gig', id, 'deliveries'],
    queryFn: async () => {
      const list = await ask(api.GET('/api/v1/sub-gigs/{id}/deliveries', { params: { path: { id } } }))
      const whole = list.items.map((one) =>
        ask(api.GET('/api/v1/deliveries/{id}', { params: { path: { id: one.id } } })),
      )
      return (await Promise.all(whole)).reverse()
    },
  })
}

/** What its sides have asked of each other, the newest first. */
export function useProposals(id: string) {
  return useQuery<Proposal[], Problem>({
    queryKey: ['sub-gig', id, 'proposals'],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/sub-gigs/{id}/proposals', { params: { path: { id }, query: { limit: 50 } } }))).items,
  })
}
