import { useQuery } from '@tanstack/react-query'
import { api, ask, type NoticeList, type Problem } from '../contract/client'

/** How many notices were not read; asked for now and then. */
export function useUnread() {
  return useQuery<NoticeList, Problem>({
    queryKey: ['notices', 'bell'],
    refetchInterval: 60_000,
    queryFn: () => ask(api.GET('/api/v1/me/notices', { params: { query: { limit: 1 } } })),
  })
}
