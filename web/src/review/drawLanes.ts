import { position } from '../words/time'
import type { Lane, Stretch } from './Lanes'
import { extent } from './wave'

export const laneHeight = 52
export const rulerHeight = 20

const colours = {
  light: {
    wave: '#6741d9',
    silent: '#b7b1c6',
    line: '#e4e2ea',
    text: '#5c5a66',
    note: 'rgb(217 72 15 / 22%)',
    grave: 'rgb(201 42 42 / 32%)',
    edge: '#d9480f',
  },
  dark: {
    wave: '#9775fa',
    silent: '#55535f',
    line: '#2b2a32',
    text: '#bdbcc4',
    note: 'rgb(255 146 43 / 28%)',
    grave: 'rgb(255 107 107 / 40%)',
    edge: '#ff922b',
  },
}

/** Draws what is seen of all lanes between two moments. */
export function drawLanes(
  canvas: HTMLCanvasElement,
  width: number,
  lanes: Lane[],
  view: Stretch,
  scheme: 'light' | 'dark',
) {
  const ratio = window.devicePixelRatio || 1
  const height = rulerHeight + lanes.length * laneHeight
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.scale(ratio, ratio)
  const colour = colours[scheme]
  const perPixel = (view.to - view.from) / width
  const x = (moment: number) => (moment - view.from) / perPixel
  drawRuler(pen, width, view, x, colour)
  lanes.forEach((lane, number) => {
    const top = rulerHeight + number * laneHeight
    pen.fillStyle = colour.line
    pen.fillRect(0, top, width, 1)
    for (const mark of lane.marks) {
      const from = x(lane.offset + mark.from)
      const length = Math.max(3, x(lane.offset + (mark.to ?? mark.from)) - from)
      if (from + length < 0 || from > width) continue
      pen.fillStyle = mark.grave ? colour.grave : colour.note
      pen.fillRect(from, top + 1, length, laneHeight - 1)
      pen.fillStyle = colour.edge
      pen.fillRect(from, top + 1, 2, laneHeight - 1)
    }
    if (!lane.wave) return
    pen.fillStyle = lane.heard ? colour.wave : colour.silent
    const middle = top + laneHeight / 2
    const half = laneHeight / 2 - 4
    for (let column = 0; column < width; column++) {
      const from = view.from + column * perPixel - lane.offset
      const found = extent(lane.wave, from, from + perPixel)
      if (!found) continue
      const high = Math.max(found[1] * half, 0.5)
      pen.fillRect(column, middle - high, 1, high - Math.min(found[0] * half, -0.5))
    }
  })
}

function drawRuler(
  pen: CanvasRenderingContext2D,
  width: number,
  view: Stretch,
  x: (moment: number) => number,
  colour: (typeof colours)['light'],
) {
  const step = stepOf((view.to - view.from) / Math.max(1, width / 90))
  pen.font = '11px system-ui, sans-serif'
  pen.textBaseline = 'middle'
  for (let moment = Math.ceil(view.from / step) * step; moment <= view.to; moment += step) {
    pen.fillStyle = colour.line
    pen.fillRect(x(moment), rulerHeight - 6, 1, 6)
    const text = position(moment, step < 1 ? 1 : 0)
    if (x(moment) + pen.measureText(text).width > width) continue
    pen.fillStyle = colour.text
    pen.fillText(text, x(moment) + (moment > 0 ? 3 : 0), rulerHeight / 2 - 2)
  }
}

/** The least round step that is not below what is wanted, in seconds. */
export function stepOf(wanted: number): number {
  return [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].find((step) => step >= wanted) ?? 3600
}
