import { useQuery } from '@tanstack/react-query'
import type { Link } from '../contract/client'
import { Problem } from '../contract/problem'

/** The words of a file. */
export function useWords(link: Link | undefined) {
  return useQuery<string, Problem>({
    queryKey: ['words', link?.sha256 || link?.url.split('?')[0]],
    enabled: !!link,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }) => {
      const response = await fetch(link?.url ?? '', { signal })
      if (!response.ok) throw new Problem('unavailable', `${response.status}`)
      return response.text()
    },
  })
}
