import { useQuery } from '@tanstack/react-query'
import { all, api, ask, once, type Problem, type RosterEntry, type RosterReport, type Trust } from '../contract/client'
import { useParts } from '../show/useParts'
import type { RosterSearch } from './search'

/** Sellers by handle, in parts. */
export function useRoster(search: RosterSearch) {
  return useParts<RosterEntry>(['roster', search], (cursor) =>
    ask(api.GET('/api/v1/roster', { params: { query: { ...search, limit: 100, cursor } } })),
  )
}

/** One seller as the roster has them. The API gives no entry by itself, so the roster is walked, at most 2,000 of it. */
export function useEntry(personID: string, wanted: boolean) {
  return useQuery<RosterEntry | null, Problem>({
    queryKey: ['roster', 'one', personID],
    enabled: wanted,
    queryFn: async () => {
      const list = await all<RosterEntry>(
        (cursor) => ask(api.GET('/api/v1/roster', { params: { query: { limit: 200, cursor } } })),
        10,
      )
      return list.items.find((entry) => entry.person.id === personID) ?? null
    },
  })
}

export function useTrust(personID: string) {
  return useQuery<Trust, Problem>({
    queryKey: ['trust', personID],
    queryFn: () => ask(api.GET('/api/v1/people/{id}/trust', { params: { path: { id: personID } } })),
  })
}

// A roster travels as the text that stands in the file, so that faults can name its lines.
const asText = { bodySerializer: (text: unknown) => text as string, headers: { 'Content-Type': 'text/csv' } }

/** Takes a CSV file as the roster; its faults come as a Problem with a field for each. */
export function importRoster(text: string, key: string): Promise<RosterReport> {
  return ask(api.POST('/api/v1/roster/import', { body: text, ...asText, params: { header: once(key) } }))
}

export async function rosterFile(search: RosterSearch): Promise<Blob> {
  return (await ask<unknown>(api.GET('/api/v1/roster.csv', { params: { query: search }, parseAs: 'blob' }))) as Blob
}
