import { useEffect, useRef, useState } from 'react'
import { type Problem, problemOf, type Upload } from '../contract/client'
import { type Place, type Progress, send } from './send'
import { server } from './server'

/** One chosen file and how far it has come. */
export type Sent = { id: number; file: File; progress?: Progress; upload?: Upload; problem?: Problem }

export type Sending = {
  list: Sent[]
  add: (files: Iterable<File>) => void
  again: (id: number) => void
  remove: (id: number) => void
}

/** Sends chosen files to a place, one after another. Leaving the page stops them; choosing a file again goes on with it. */
export function useSending(place: Place): Sending {
  const [list, setList] = useState<Sent[]>([])
  const next = useRef(1)
  const running = useRef(new Map<number, AbortController>())
  const chain = useRef(Promise.resolve())

  useEffect(() => {
    const all = running.current
    return () => {
      for (const control of all.values()) control.abort()
    }
  }, [])
  useWarning(list.some((one) => one.progress && !one.upload && !one.problem))

  const change = (id: number, part: Partial<Sent>) =>
    setList((old) => old.map((one) => (one.id === id ? { ...one, ...part } : one)))

  const start = (id: number, file: File) => {
    const control = new AbortController()
    running.current.set(id, control)
    chain.current = chain.current.then(async () => {
      if (control.signal.aborted) return
      try {
        const upload = await send(server, file, place, (progress) => change(id, { progress }), control.signal)
        change(id, { upload })
      } catch (cause) {
        if (!control.signal.aborted) change(id, { problem: problemOf(cause) })
      }
    })
  }

  return {
    list,
    add: (files) => {
      for (const file of files) {
        const id = next.current++
        setList((old) => [...old.filter((one) => one.file.name !== file.name), { id, file }])
        start(id, file)
      }
    },
    again: (id) => {
      const one = list.find((other) => other.id === id)
      if (!one) return
      change(id, { problem: undefined, progress: undefined })
      start(id, one.file)
    },
    remove: (id) => {
      running.current.get(id)?.abort()
      setList((old) => old.filter((one) => one.id !== id))
    },
  }
}

/** Asks before the window is closed while something is on its way. */
function useWarning(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [wanted])
}
