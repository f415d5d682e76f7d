import { api, ask, type NoticesRead, once } from '../contract/client'
import { useCommand } from '../show/useCommand'

/** Marks notices as read: some, or all up to one. */
export function useRead() {
  return useCommand(
    (body: NoticesRead, key) => ask(api.POST('/api/v1/me/notices/read', { body, params: { header: once(key) } })),
    { stale: [['notices']] },
  )
}
