import { useQuery } from '@tanstack/react-query'
import { api, ask, type NoticeList, type Problem } from '../contract/client'

/** How often it is asked for all the same: something between here and the server may cut event streams. */
const seldom = 300_000

/** How many notices were not read; the event stream says when to ask again. */
export function useUnread() {
  return useQuery<NoticeList, Problem>({
    queryKey: ['notices', 'bell'],
    refetchInterval: seldom,
    queryFn: () => ask(api.GET('/api/v1/me/notices', { params: { query: { limit: 1 } } })),
  })
}
