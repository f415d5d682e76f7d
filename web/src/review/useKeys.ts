import { useEffect, useRef } from 'react'
import type { Deck } from './deck'

/** What keys do where something is played, as people know it from elsewhere. */
export const playKeys = ['space', 'j', 'k', 'l', 'arrows', 'frames', 'c'] as const
export const roomKeys = [...playKeys, 'range', 'notes', 'v', 'help'] as const

const noKeys = {}

/** Plays by keys, as long as nobody writes or presses a button with them. What is named besides goes before. */
export function useKeys(deck: Deck | null, besides: Record<string, () => void> = noKeys, frame = 1 / 25): void {
  const newest = useRef(besides)
  newest.current = besides
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (
        (event.target as HTMLElement).closest(
          'input, textarea, select, button, a, [role="option"], [role="dialog"], audio, video',
        )
      )
        return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const action = newest.current[key] ?? (deck ? plays(deck, frame)[key] : undefined)
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [deck, frame])
}

function plays(deck: Deck, frame: number): Record<string, () => void> {
  const move = (seconds: number) => () => deck.seek(Math.max(0, deck.now() + seconds))
  // A picture is shown from its middle, so that no rounding shows the one beside it.
  const step = (pictures: number) => () => {
    deck.hold()
    deck.seek((Math.max(0, Math.floor(deck.now() / frame + 0.01) + pictures) + 0.5) * frame)
  }
  return {
    ' ': deck.toggle,
    k: deck.toggle,
    j: move(-10),
    l: move(10),
    ArrowLeft: move(-5),
    ArrowRight: move(5),
    ',': step(-1),
    '.': step(1),
  }
}
