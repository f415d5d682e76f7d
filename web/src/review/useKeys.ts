import { type RefObject, useEffect } from 'react'
import { toggle } from './Player'

/** What keys do where something is played, as people know it from elsewhere. */
export const keys = ['space', 'j', 'k', 'l', 'arrows', 'frames', 'c'] as const

/** Plays by keys, as long as nobody writes or presses a button with them. */
export function useKeys(media: RefObject<HTMLMediaElement | null>, note: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target.closest('input, textarea, select, button, a, [role="option"], audio, video')
      )
        return
      const element = media.current
      const action = actions(element, note)[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [media, note])
}

function actions(element: HTMLMediaElement | null, note: () => void): Record<string, () => void> {
  const move = (seconds: number) => () => {
    if (element) element.currentTime = Math.max(0, element.currentTime + seconds)
  }
  return {
    ' ': () => toggle(element),
    k: () => toggle(element),
    j: move(-10),
    l: move(10),
    ArrowLeft: move(-5),
    ArrowRight: move(5),
    ',': move(-1 / 25),
    '.': move(1 / 25),
    c: note,
  }
}
