import { ActionIcon, useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { position } from '../words/time'
import { drawLanes, laneHeight, rulerHeight } from './drawLanes'
import classes from './Lanes.module.css'
import type { Mark } from './Player'
import type { Wave } from './wave'

/** One sound under the others. `offset` is where it begins; marks are in its own seconds. */
export type Lane = {
  id: string
  wave?: Wave
  offset: number
  seconds: number
  marks: Mark[]
  heard: boolean
  head: ReactNode
}

export type Stretch = { from: number; to: number }

type Props = {
  lanes: Lane[]
  seconds: number
  at: number
  range: Stretch | null
  seek: (seconds: number) => void
  mark: (range: Stretch | null) => void
  label: string
}

/** Waves under each other on one canvas. A press goes there, a pull marks a stretch, the buttons look closer. */
export function Lanes({ lanes, seconds, at, range, seek, mark, label }: Props) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { ref, width } = useElementSize()
  const scheme = useComputedColorScheme('light')
  const [zoom, setZoom] = useState(1)
  const [left, setLeft] = useState(0)
  const view = { from: left, to: left + seconds / zoom }
  const pull = usePull(view, width, seek, mark)

  const closer = (factor: number) => {
    const next = Math.max(1, Math.min(64, zoom * factor))
    setZoom(next)
    setLeft(Math.max(0, Math.min(seconds - seconds / next, at - seconds / next / 2)))
  }
  // What plays stays in sight.
  useEffect(() => {
    if (zoom > 1 && (at < left || at > left + seconds / zoom))
      setLeft(Math.max(0, Math.min(seconds - seconds / zoom, at - seconds / zoom / 20)))
  }, [at, zoom, left, seconds])
  useEffect(() => {
    if (canvas.current && width > 0)
      drawLanes(canvas.current, width, lanes, { from: left, to: left + seconds / zoom }, scheme)
  }, [width, lanes, left, zoom, seconds, scheme])
  const share = (moment: number) => ((moment - view.from) / (view.to - view.from)) * 100

  return (
    <div>
      <div className={classes.zoom}>
        <ActionIcon variant="default" aria-label={t('room.farther')} onClick={() => closer(0.5)} disabled={zoom === 1}>
          −
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('room.closer')} onClick={() => closer(2)} disabled={zoom >= 64}>
          +
        </ActionIcon>
        {zoom > 1 && (
          <input
            type="range"
            className={classes.scroll}
            dir="ltr"
            min={0}
            max={seconds - seconds / zoom}
            step={0.1}
            value={left}
            aria-label={t('room.scroll')}
            aria-valuetext={`${position(view.from)}–${position(view.to)}`}
            onChange={(event) => setLeft(Number(event.currentTarget.value))}
          />
        )}
      </div>
      <div className={classes.lanes} dir="ltr">
        <ul className={classes.heads} style={{ paddingTop: rulerHeight }} aria-label={t('room.lanes')}>
          {lanes.map((lane) => (
            <li key={lane.id} style={{ height: laneHeight }} data-heard={lane.heard}>
              {lane.head}
            </li>
          ))}
        </ul>
        <div ref={ref} className={classes.sheet}>
          <canvas
            ref={canvas}
            role="img"
            aria-label={label}
            style={{ height: rulerHeight + lanes.length * laneHeight }}
            {...pull.handlers}
          />
          {(pull.range ?? range) && (
            <div className={classes.range} style={box(pull.range ?? (range as Stretch), share)} aria-hidden />
          )}
          {at >= view.from && at <= view.to && (
            <div className={classes.playhead} style={{ left: `${share(at)}%` }} aria-hidden />
          )}
        </div>
      </div>
    </div>
  )
}

function box(range: Stretch, share: (moment: number) => number) {
  const from = Math.max(0, share(range.from))
  return { left: `${from}%`, width: `${Math.max(0, Math.min(100, share(range.to)) - from)}%` }
}

/** Tells a press from a pull. */
function usePull(view: Stretch, width: number, seek: (seconds: number) => void, mark: (range: Stretch | null) => void) {
  const begun = useRef<{ x: number; moment: number } | null>(null)
  const [range, setRange] = useState<Stretch | null>(null)
  const momentOf = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.max(0, view.from + ((event.clientX - box.left) / (width || 1)) * (view.to - view.from))
  }
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      begun.current = { x: event.clientX, moment: momentOf(event) }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent) => {
      if (!begun.current || Math.abs(event.clientX - begun.current.x) < 5) return
      const other = momentOf(event)
      setRange({ from: Math.min(other, begun.current.moment), to: Math.max(other, begun.current.moment) })
    },
    onPointerUp: () => {
      if (range) mark(range)
      else if (begun.current) {
        mark(null)
        seek(begun.current.moment)
      }
      begun.current = null
      setRange(null)
    },
    onPointerCancel: () => {
      begun.current = null
      setRange(null)
    },
  }
  return { range, handlers }
}
