import { useQuery } from '@tanstack/react-query'
import { api, ask, type Message, type Problem, type Project } from '../contract/client'

/** Where what is said about a delivery is kept; an event of the delivery has it read again. */
export function talkKey(delivery: string): unknown[] {
  return ['delivery', delivery, 'comments']
}

/** Whether the reader is among those who talk about deliveries. */
export function talks(project: Project | undefined): boolean {
  return ['buyer', 'producer', 'section_lead', 'mentor', 'operator', 'seller'].some((role) =>
    project?.mine.includes(role),
  )
}

/** What was said about a delivery by its seller and those who see the work, the newest first. */
export function useDeliveryTalk(delivery: string, enabled: boolean) {
  return useQuery<Message[], Problem>({
    queryKey: talkKey(delivery),
    enabled,
    queryFn: async () => {
      const { items } = await ask(
        api.GET('/api/v1/deliveries/{id}/comments', { params: { path: { id: delivery }, query: { limit: 200 } } }),
      )
      return items.reverse()
    },
  })
}
