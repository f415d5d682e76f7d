import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type MouseEvent, useEffect, useRef } from 'react'
import type { Mark } from './Player'
import classes from './Player.module.css'
import type { Peaks } from './peaks'

const colours = {
  light: {
    wave: '#9b82e8',
    played: '#5f3dc4',
    head: '#d9480f',
    note: 'rgb(217 72 15 / 22%)',
    grave: 'rgb(201 42 42 / 30%)',
  },
  dark: {
    wave: '#6d55c4',
    played: '#b197fc',
    head: '#ff922b',
    note: 'rgb(255 146 43 / 28%)',
    grave: 'rgb(255 107 107 / 38%)',
  },
}

type Props = {
  peaks: Peaks
  at: number
  seconds: number
  marks: Mark[]
  seek: (seconds: number) => void
  label: string
}

/** A sound drawn as a wave with what is marked on it. A press goes there; for keys and readers there is the slider below. */
export function Waveform({ peaks, at, seconds, marks, seek, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { ref, width } = useElementSize()
  const scheme = useComputedColorScheme('light')
  useEffect(() => {
    if (canvas.current && width > 0)
      draw(canvas.current, width, peaks, at / (seconds || 1), marks, seconds, colours[scheme])
  }, [width, peaks, at, seconds, marks, scheme])
  const press = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    seek(((event.clientX - box.left) / box.width) * seconds)
  }
  return (
    <div ref={ref} className={classes.wave} dir="ltr">
      <canvas ref={canvas} role="img" aria-label={label} onClick={press} />
    </div>
  )
}

function draw(
  canvas: HTMLCanvasElement,
  width: number,
  peaks: Peaks,
  part: number,
  marks: Mark[],
  seconds: number,
  colour: (typeof colours)['light'],
) {
  const ratio = window.devicePixelRatio || 1
  const height = canvas.clientHeight
  canvas.width = width * ratio
  canvas.height = height * ratio
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.scale(ratio, ratio)
  for (const mark of marks) {
    pen.fillStyle = mark.grave ? colour.grave : colour.note
    const from = (mark.from / (seconds || 1)) * width
    pen.fillRect(from, 0, Math.max(3, ((mark.to ?? mark.from) / (seconds || 1)) * width - from), height)
  }
  const middle = height / 2
  for (let x = 0; x < width; x += 3) {
    const column = Math.min(peaks.high.length - 1, Math.floor((x / width) * peaks.high.length))
    const high = Math.max(0.015, peaks.high[column] ?? 0)
    const low = Math.min(-0.015, peaks.low[column] ?? 0)
    pen.fillStyle = x / width <= part ? colour.played : colour.wave
    pen.fillRect(x, middle - high * middle, 2, (high - low) * middle)
  }
  pen.fillStyle = colour.head
  pen.fillRect(part * width - 1, 0, 2, height)
}
