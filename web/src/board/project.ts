import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { all, api, ask, type Event, type Problem, type Project, type Schedule, type SubGig } from '../contract/client'
import { useNews } from '../live/LiveProvider'

const atOnce = 200

/** One project, as the reader may see it. */
export function useProject(projectID: string) {
  return useQuery<Project, Problem>({
    queryKey: ['project', projectID, 'itself'],
    queryFn: () => ask(api.GET('/api/v1/projects/{id}', { params: { path: { id: projectID } } })),
  })
}

/** Every sub-gig of a project that the reader may see, in the order of the plan. */
export function useSubGigs(projectID: string) {
  const queries = useQueryClient()
  // A name of its own: an event about one sub-gig reads that one again, and not thousands.
  const key = ['sub-gigs', projectID]
  useNews(
    projectID,
    useCallback((event: Event | null) => void freshen(queries, projectID, event), [queries, projectID]),
  )
  return useQuery<SubGig[], Problem>({
    queryKey: key,
    staleTime: 60_000,
    queryFn: async () => {
      const list = await all<SubGig>(
        (cursor) =>
          ask(
            api.GET('/api/v1/projects/{id}/sub-gigs', {
              params: { path: { id: projectID }, query: { limit: atOnce, cursor } },
            }),
          ),
        500,
        queries.getQueryData(key) ? undefined : (some) => queries.setQueryData(key, some),
      )
      return list.items
    },
  })
}

async function freshen(
  queries: ReturnType<typeof useQueryClient>,
  projectID: string,
  event: Event | null,
): Promise<void> {
  const key = ['sub-gigs', projectID]
  const id = event?.sub_gig_id
  if (!id) {
    if (!event || event.kind.startsWith('project.')) await queries.invalidateQueries({ queryKey: key })
    return
  }
  try {
    const changed = await ask(api.GET('/api/v1/sub-gigs/{id}', { params: { path: { id } } }))
    queries.setQueryData<SubGig[]>(
      key,
      (list) =>
        list &&
        (list.some((one) => one.id === id) ? list.map((one) => (one.id === id ? changed : one)) : [...list, changed]),
    )
  } catch {
    await queries.invalidateQueries({ queryKey: key }) // it is not the reader's any more, or away: read the list
  }
}

/** When everything ends if everybody takes the whole of their clock. */
export function useSchedule(projectID: string, wanted: boolean) {
  return useQuery<Schedule, Problem>({
    queryKey: ['project', projectID, 'schedule'],
    enabled: wanted,
    queryFn: () => ask(api.GET('/api/v1/projects/{id}/schedule', { params: { path: { id: projectID } } })),
  })
}

/** Whether the reader sees every part of the project, or only their own. */
export function seesWhole(project: Project): boolean {
  return project.sub_gigs !== undefined
}

/** Whether the reader finds sellers for the project. */
export function casts(project: Project): boolean {
  return ['buyer', 'producer', 'operator'].some((role) => project.mine.includes(role))
}
