import { useQuery } from '@tanstack/react-query'
import { seesWhole } from '../board/project'
import { all, api, ask, type Problem, type Project, type SubGig } from '../contract/client'
import { type Item, inOrder, ofProject, ofSubGigs } from './inbox'

/** How many projects are looked through, and how many parts of 200 sub-gigs of one that the reader sees whole. */
const looked = { projects: 20, parts: 3 }

export type Inbox = { projects: Project[]; items: Item[]; more: boolean }

/** The reader's projects and what needs them. Read again when something happens in the project that is followed, and now and then. */
export function useInbox() {
  return useQuery<Inbox, Problem>({ queryKey: ['inbox'], queryFn: readInbox, refetchInterval: 30_000 })
}

async function readInbox(): Promise<Inbox> {
  const list = await all<Project>(
    (cursor) => ask(api.GET('/api/v1/projects', { params: { query: { limit: 200, cursor } } })),
    5,
  )
  const open = list.items.filter((project) => project.state !== 'completed' && project.state !== 'cancelled')
  const found = await Promise.all(open.slice(0, looked.projects).map(itemsOf))
  return { projects: list.items, items: inOrder(found.flat()), more: open.length > looked.projects || list.more }
}

async function itemsOf(project: Project): Promise<Item[]> {
  if (project.state === 'draft') return ofProject(project)
  const small = !seesWhole(project) || (project.sub_gigs ?? 0) <= looked.parts * 200
  // In a project of thousands only the states are read in which the people who run it have something to do.
  const lists = await Promise.all(
    (small ? [undefined] : (['casting', 'in_review', 'disputed'] as const)).map((state) =>
      all<SubGig>(
        (cursor) =>
          ask(
            api.GET('/api/v1/projects/{id}/sub-gigs', {
              params: { path: { id: project.id }, query: { state, limit: 200, cursor } },
            }),
          ),
        looked.parts,
      ),
    ),
  )
  return [...ofProject(project), ...lists.flatMap((list) => ofSubGigs(project, list.items))]
}
