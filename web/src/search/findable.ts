import { useQuery } from '@tanstack/react-query'
import { all, api, ask, type Problem, type Project, type RosterEntry, type SubGig } from '../contract/client'
import type { Found } from './find'

/** How many projects' sub-gigs are looked through, and how many sub-gigs of each. */
const looked = { projects: 10, subGigs: 200 }

/** Everything that the reader's words are looked for in, read once for each opening of the search. */
export function useFindable(wanted: boolean, roster: boolean) {
  return useQuery<Found[], Problem>({
    queryKey: ['findable', roster],
    enabled: wanted,
    staleTime: 60_000,
    queryFn: async () => {
      const projects = (
        await all<Project>(
          (cursor) => ask(api.GET('/api/v1/projects', { params: { query: { limit: 200, cursor } } })),
          5,
        )
      ).items
      const [gigs, people] = await Promise.all([
        Promise.all(projects.slice(0, looked.projects).map(subGigsOf)),
        roster ? peopleOfRoster() : [],
      ])
      return [...projects.map(ofProject), ...gigs.flat(), ...people]
    },
  })
}

function ofProject(project: Project): Found {
  return { kind: 'project', id: project.id, title: project.title, to: `/projects/${project.id}` }
}

async function subGigsOf(project: Project): Promise<Found[]> {
  const list = await ask(
    api.GET('/api/v1/projects/{id}/sub-gigs', {
      params: { path: { id: project.id }, query: { limit: looked.subGigs } },
    }),
  )
  return list.items.map((gig: SubGig) => ({
    kind: 'subGig' as const,
    id: gig.id,
    title: gig.title,
    beside: [project.title, gig.seller?.name].filter(Boolean).join(' · '),
    to: `/sub-gigs/${gig.id}`,
  }))
}

async function peopleOfRoster(): Promise<Found[]> {
  const list = await all<RosterEntry>(
    (cursor) => ask(api.GET('/api/v1/roster', { params: { query: { limit: 200, cursor } } })),
    3,
  )
  return list.items.map(({ person, profile }) => ({
    kind: 'person' as const,
    id: person.id,
    title: person.name,
    beside: [person.handle, profile.roles.map((one) => one.role).join(', ')].filter(Boolean).join(' · '),
    to: `/people/${person.id}`,
  }))
}
