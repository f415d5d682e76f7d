import { useQuery } from '@tanstack/react-query'
import { api, ask, type CreditList, type Problem } from '../contract/client'

/** Who made a project, as far as one may know. */
export function useCredits(project: string) {
  return useQuery<CreditList, Problem>({
    queryKey: creditsKey(project),
    queryFn: () => ask(api.GET('/api/v1/projects/{id}/credits', { params: { path: { id: project } } })),
  })
}

export function creditsKey(project: string): string[] {
  return ['project', project, 'credits']
}

/** What one has said about being named, for all that one has made: nobody is named for one part and not for another. */
export function saidBy(list: CreditList): { made: boolean; agrees?: boolean } {
  const own = list.items.find((line) => line.own)
  return { made: own !== undefined, agrees: own?.agrees }
}

/** The secret of public credits in the path of a page, '' when it is another page. */
export function secretIn(path: string, prefix: string): string {
  if (!path.startsWith(`${prefix}/`)) return ''
  return /^\/credits\/([^/]+)\/?$/.exec(path.slice(prefix.length))?.[1] ?? ''
}
