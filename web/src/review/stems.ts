import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { all, api, ask, type Problem, type Stem } from '../contract/client'
import { readWave, type Wave } from './wave'

const linksHold = 4 * 60_000

/** Everything that sounds in a project and may be heard beside a delivery. It changes by approvals, not while one listens. */
export function useStems(projectID: string, wanted: boolean) {
  return useQuery<Stem[], Problem>({
    queryKey: ['stems', projectID],
    enabled: wanted,
    staleTime: linksHold,
    refetchInterval: linksHold,
    refetchOnWindowFocus: false,
    retry: false,
    queryFn: async () => {
      const list = await all<Stem>(
        (cursor) =>
          ask(
            api.GET('/api/v1/projects/{id}/stems', {
              params: { path: { id: projectID }, query: { limit: 200, cursor } },
            }),
          ),
        5,
      )
      return list.items
    },
  })
}

/** The sounds of one delivery. */
export function useDeliveryStems(deliveryID: string | undefined) {
  return useQuery<Stem[], Problem>({
    queryKey: ['stems-of', deliveryID],
    enabled: !!deliveryID,
    staleTime: linksHold,
    refetchInterval: linksHold,
    refetchOnWindowFocus: false,
    retry: false,
    queryFn: async () =>
      (await ask(api.GET('/api/v1/deliveries/{id}/stems', { params: { path: { id: deliveryID ?? '' } } }))).items,
  })
}

/** The waves of stems, by stem, as they arrive. A wave belongs to the bytes of its file and never changes. */
export function useWaves(stems: Stem[]): ReadonlyMap<string, Wave> {
  const found = useQueries({
    queries: stems.map((stem) => ({
      queryKey: ['wave', stem.peaks.url.split('?')[0]],
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      structuralSharing: false,
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const response = await fetch(stem.peaks.url, { signal })
        if (!response.ok) throw new Error(`the waveform answered ${response.status}`)
        return readWave(await response.arrayBuffer())
      },
    })),
    combine: dataOf,
  })
  return useMemo(
    () => new Map(stems.flatMap((stem, at) => (found[at] ? [[idOf(stem), found[at]] as const] : []))),
    [stems, found],
  )
}

function dataOf(list: { data?: Wave }[]): (Wave | undefined)[] {
  return list.map((one) => one.data)
}

/** Names a stem in the room. */
export function idOf(stem: Stem): string {
  return `${stem.delivery_id} ${stem.file}`
}
