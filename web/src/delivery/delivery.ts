import { useQuery } from '@tanstack/react-query'
import { api, ask, type Delivery, type Problem } from '../contract/client'

/** One delivery with its inspection and reviews. */
export function useDelivery(id: string) {
  return useQuery<Delivery, Problem>({
    queryKey: ['delivery', id, 'itself'],
    enabled: id !== '',
    queryFn: () => ask(api.GET('/api/v1/deliveries/{id}', { params: { path: { id } } })),
  })
}
