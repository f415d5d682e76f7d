import { useQuery } from '@tanstack/react-query'
import { all, api, ask, type Problem, type Project, type SubGig } from '../contract/client'

/** How many running projects are looked through, and how many parts of 200 sub-gigs of each. */
const looked = { projects: 40, parts: 3 }

export type StuckItem = { gig: SubGig; project: Project }

/** Sub-gigs whose clock has run out, the longest ago first; more: not everything was looked through. */
export function useStuck() {
  return useQuery<{ items: StuckItem[]; more: boolean }, Problem>({
    queryKey: ['stuck'],
    refetchInterval: 60_000,
    queryFn: async () => {
      const list = await all<Project>(
        (cursor) => ask(api.GET('/api/v1/projects', { params: { query: { limit: 200, cursor } } })),
        5,
      )
      const running = list.items.filter((project) => project.state === 'running' || project.state === 'in_review')
      const found = await Promise.all(running.slice(0, looked.projects).map(overdueOf))
      return {
        items: inOrder(found.flatMap((one) => one.items)),
        more: list.more || running.length > looked.projects || found.some((one) => one.more),
      }
    },
  })
}

async function overdueOf(project: Project): Promise<{ items: StuckItem[]; more: boolean }> {
  const list = await all<SubGig>(
    (cursor) =>
      ask(
        api.GET('/api/v1/projects/{id}/sub-gigs', {
          params: { path: { id: project.id }, query: { limit: 200, cursor } },
        }),
      ),
    looked.parts,
  )
  return { items: list.items.filter((gig) => gig.overdue).map((gig) => ({ gig, project })), more: list.more }
}

/** The longest ago first; what has no clock comes last. */
export function inOrder(items: StuckItem[]): StuckItem[] {
  return [...items].sort((a, b) => (a.gig.due_at ?? '9').localeCompare(b.gig.due_at ?? '9'))
}
