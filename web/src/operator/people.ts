import { useQuery } from '@tanstack/react-query'
import { all, api, ask, type Person, type Problem } from '../contract/client'

/** The names of people by id, at most a thousand, for pages that have only ids. */
export function usePeopleNames(): (id: string | undefined) => string {
  const people = useQuery<Map<string, Person>, Problem>({
    queryKey: ['people', 'names'],
    staleTime: 5 * 60_000,
    queryFn: async () => {
      const list = await all<Person>(
        (cursor) => ask(api.GET('/api/v1/people', { params: { query: { limit: 200, cursor } } })),
        5,
      )
      return new Map(list.items.map((person) => [person.id, person]))
    },
  })
  return (id) => (id ? (people.data?.get(id)?.name ?? id) : '')
}
