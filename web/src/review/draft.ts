import { useEffect, useState } from 'react'
import type { Note } from '../contract/client'

/** Notes that were written and not sent yet. They stay in this browser, so that a closed window costs nothing. */
export function useDraft(deliveryID: string): [Note[], (notes: Note[]) => void] {
  const place = `tutti-notes-${deliveryID}`
  const [notes, setNotes] = useState<Note[]>(() => read(place))
  useEffect(() => {
    if (notes.length > 0) localStorage.setItem(place, JSON.stringify(notes))
    else localStorage.removeItem(place)
  }, [place, notes])
  return [notes, setNotes]
}

function read(place: string): Note[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    return Array.isArray(kept) ? kept.filter((note): note is Note => typeof note?.text === 'string') : []
  } catch {
    return []
  }
}
