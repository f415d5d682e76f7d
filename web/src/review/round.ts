import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, ask, type Note, once, type Problem, type Project, type RoundNote } from '../contract/client'
import { useCommand } from '../show/useCommand'

/** Whether the reader notes what is to be changed, for the list that the producer sends. */
export function advises(project: Project | undefined): boolean {
  return ['buyer', 'producer', 'section_lead', 'mentor'].some((role) => project?.mine.includes(role))
}

/** The notes that wait for the next list of changes. Everybody who advises sees them as soon as they are written. */
export function useRound(deliveryID: string, enabled: boolean) {
  const key = ['delivery', deliveryID, 'notes'] // an event of the delivery has them read again
  const { data } = useQuery<RoundNote[], Problem>({
    queryKey: key,
    enabled,
    queryFn: () =>
      ask(api.GET('/api/v1/deliveries/{id}/notes', { params: { path: { id: deliveryID } } })).then(
        ({ items }) => items,
      ),
  })
  const add = useCommand<Note, RoundNote>(
    (body, key) =>
      ask(api.POST('/api/v1/deliveries/{id}/notes', { body, params: { path: { id: deliveryID }, header: once(key) } })),
    { stale: [key] },
  )
  const drop = useCommand<string, void>(
    (id, key) => ask(api.DELETE('/api/v1/notes/{id}', { params: { path: { id }, header: once(key) } })),
    { stale: [key] },
  )
  const waiting = useMemo(() => data?.filter((one) => !one.review_id) ?? [], [data])
  return { waiting, add, drop }
}

export type Round = ReturnType<typeof useRound>
