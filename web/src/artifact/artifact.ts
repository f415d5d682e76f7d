import { useQuery } from '@tanstack/react-query'
import { type Artifact, api, ask, type Message, type Places, type Problem } from '../contract/client'

/** The artifacts of a project, the newest first; without their files. */
export function useArtifacts(projectID: string) {
  return useQuery<Artifact[], Problem>({
    queryKey: ['project', projectID, 'artifacts'],
    queryFn: async () =>
      (
        await ask(
          api.GET('/api/v1/projects/{id}/artifacts', { params: { path: { id: projectID }, query: { limit: 20 } } }),
        )
      ).items,
  })
}

const linksHold = 4 * 60_000

/** One artifact with its files and its manifest. */
export function useArtifact(id: string) {
  return useQuery<Artifact, Problem>({
    queryKey: ['artifact-itself', id], // no event changes it: another address would stop what plays
    queryFn: () => ask(api.GET('/api/v1/artifacts/{id}', { params: { path: { id } } })),
    staleTime: linksHold,
    refetchOnWindowFocus: false,
  })
}

/** Where each sub-gig is in an artifact, or why it is not. */
export function usePlaces(projectID: string, artifact: string) {
  return useQuery<Places, Problem>({
    queryKey: ['artifact', artifact, 'places'],
    queryFn: () =>
      ask(api.GET('/api/v1/projects/{id}/places', { params: { path: { id: projectID }, query: { artifact } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useComments(artifact: string) {
  return useQuery<Message[], Problem>({
    queryKey: ['artifact', artifact, 'comments'],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/artifacts/{id}/comments', { params: { path: { id: artifact } } }))).items,
  })
}
