import type { Delivery, Note, RoundNote } from '../contract/client'
import type { Finding } from '../delivery/Findings'
import type { Mark } from './Player'

/** Where a note points to. */
export type NotePlace = Omit<Note, 'text' | 'brief_item'>

/** A note that can be gone to: asked for in a version, or one that waits for the next list. */
export type Said = { note: Note; version: number; waits?: RoundNote }

/** All that was and is asked for: of the version before, of this one, and what waits to be. */
export function allNotes(delivery: Delivery, before: Delivery | undefined, waiting: RoundNote[]): Said[] {
  const of = (one: Delivery | undefined) =>
    (one?.reviews ?? []).flatMap((review) => review.notes.map((note) => ({ note, version: one?.version ?? 0 })))
  return [
    ...of(before),
    ...of(delivery),
    ...waiting.map((waits) => ({ note: waits.note, version: delivery.version, waits })),
  ]
}

/** What the machine and people say about places in a sound. */
export function marksOf(delivery: Delivery, file: string, waiting: RoundNote[]): Mark[] {
  const out: Mark[] = []
  for (const one of delivery.inspection?.findings ?? [])
    if ((!one.file || one.file === file) && one.to_seconds)
      out.push({ from: one.from_seconds ?? 0, to: one.to_seconds, grave: one.severity !== 'info' })
  for (const note of [...delivery.reviews.flatMap((review) => review.notes), ...waiting.map((one) => one.note)])
    if ((note.from_seconds !== undefined || note.to_seconds) && (!note.file || note.file === file))
      out.push({ from: note.from_seconds ?? 0, to: note.to_seconds })
  return out
}

/** Where a finding points to, as a note would. */
export function placeOf({ file, page, area, from_seconds, to_seconds }: Finding): NotePlace {
  return { file, page, area, from_seconds: from_seconds ?? (to_seconds ? 0 : undefined), to_seconds }
}

/** The number of the note that comes after or before one in a list that is walked in a ring; -1 when there is none. */
export function beside(count: number, at: number, step: 1 | -1): number {
  if (count === 0) return -1
  return at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count
}
