import { type RefObject, useEffect, useMemo, useState } from 'react'

/** Something that plays: a film, one sound, or many sounds in time. Times are in seconds. */
export type Deck = {
  now: () => number
  seconds: () => number
  playing: () => boolean
  seek: (seconds: number) => void
  toggle: () => void
  hold: () => void
  /** Calls back when it begins, stops or jumps; gives the way to end that. */
  listen: (ear: () => void) => () => void
}

const events = ['loadedmetadata', 'play', 'pause', 'seeked', 'ended'] as const

/** A sound or film of the browser as a deck. */
export function useMediaDeck(media: RefObject<HTMLMediaElement | null>): Deck {
  return useMemo(
    () => ({
      now: () => media.current?.currentTime ?? 0,
      seconds: () => (Number.isFinite(media.current?.duration) ? (media.current?.duration ?? 0) : 0),
      playing: () => media.current?.paused === false,
      seek: (seconds) => {
        if (media.current) media.current.currentTime = Math.max(0, seconds)
      },
      toggle: () => {
        if (media.current?.paused)
          void media.current.play().catch(() => undefined) // a browser may refuse to play
        else media.current?.pause()
      },
      hold: () => media.current?.pause(),
      listen: (ear) => {
        const element = media.current
        for (const name of events) element?.addEventListener(name, ear)
        return () => {
          for (const name of events) element?.removeEventListener(name, ear)
        }
      },
    }),
    [media],
  )
}

/** Follows a deck: where it is, and whether it plays. */
export function useDeck(deck: Deck | null): { at: number; playing: boolean } {
  const [state, setState] = useState({ at: 0, playing: false })
  useEffect(() => {
    if (!deck) return
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      setState({ at: deck.now(), playing: deck.playing() })
      if (deck.playing()) frame = requestAnimationFrame(look)
    }
    look()
    const forget = deck.listen(look)
    return () => {
      cancelAnimationFrame(frame)
      forget()
    }
  }, [deck])
  return state
}
