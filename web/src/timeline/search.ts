import type { Slot } from '../contract/client'

/** How a timeline is shown; it is all in the address. */
export type TimelineSearch = { as?: 'table'; order?: 'start'; only?: 'critical'; zoom?: Zoom }

/** How wide a day is drawn; when left out, everything fits. */
export type Zoom = 'week' | 'day'

export const zooms: Zoom[] = ['week', 'day']

/** Reads an address, leaving out what it should not say. */
export function timelineSearch(given: Record<string, unknown>): TimelineSearch {
  const out: TimelineSearch = {}
  if (given.as === 'table') out.as = 'table'
  if (given.order === 'start') out.order = 'start'
  if (given.only === 'critical') out.only = 'critical'
  if (zooms.includes(given.zoom as Zoom)) out.zoom = given.zoom as Zoom
  return out
}

/** The slots that the address asks for, in its order: the plan's, or by when they begin. */
export function arranged(slots: Slot[], search: TimelineSearch): Slot[] {
  const some = search.only === 'critical' ? slots.filter((slot) => slot.critical) : slots
  if (search.order !== 'start') return some
  return [...some].sort((a, b) => Date.parse(a.start_at) - Date.parse(b.start_at))
}

/** Whether a slot has ended: what happened is not forecast. */
export function ended(slot: Slot): boolean {
  return slot.state === 'approved' || slot.state === 'cancelled'
}
