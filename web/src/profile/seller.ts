import { useQuery } from '@tanstack/react-query'
import { api, ask, type Problem, type Profile } from '../contract/client'

/** What is known of a person as a seller. */
export function useProfile(personID: string) {
  return useQuery<Profile, Problem>({
    queryKey: ['profile', personID],
    queryFn: () => ask(api.GET('/api/v1/people/{id}/profile', { params: { path: { id: personID } } })),
  })
}
