import { useQuery } from '@tanstack/react-query'
import { api, ask, type Problem, type Reel } from '../contract/client'

const linksHold = 4 * 60_000

export const reelKey = (personID: string) => ['person', personID, 'reel']

/** What a seller shows of their work. Its links hold for a while only. */
export function useReel(personID: string, wanted = true) {
  return useQuery<Reel, Problem>({
    queryKey: reelKey(personID),
    enabled: wanted,
    staleTime: linksHold,
    refetchInterval: linksHold,
    queryFn: () => ask(api.GET('/api/v1/people/{id}/reel', { params: { path: { id: personID } } })),
  })
}
