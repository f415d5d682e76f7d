import { getStroke } from 'perfect-freehand'
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Area } from '../contract/client'
import classes from './Sketch.module.css'

/** Lines drawn by hand: x and y of their points one after another, as parts of the width and height of what is under them. */
export type Strokes = number[][]

type Props = {
  children: ReactNode
  strokes: Strokes
  areas?: Area[]
  draw?: (strokes: Strokes) => void // absent: it is only looked at
  label: string
}

const most = 1000 // points of one line

/** Lets one draw over a picture, and shows what was drawn. */
export function Sketch({ children, strokes, areas = [], draw, label }: Props) {
  const sheet = useRef<SVGSVGElement>(null)
  const [line, setLine] = useState<number[] | null>(null)
  const [shape, setShape] = useState(1)
  const [first] = areas
  const framed = first && `${first.x} ${first.y} ${first.width} ${first.height}`
  useEffect(() => {
    if (framed) sheet.current?.querySelector('rect')?.scrollIntoView({ block: 'nearest' })
  }, [framed])
  const pointOf = (event: PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect()
    setShape(box.width / (box.height || 1))
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)]
  }
  const handlers = draw && {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      setLine(pointOf(event))
    },
    onPointerMove: (event: PointerEvent) => {
      if (line && line.length < most * 2) setLine([...line, ...pointOf(event)])
    },
    onPointerUp: () => {
      if (line) draw([...strokes, line])
      setLine(null)
    },
  }
  return (
    <div className={classes.sketch}>
      {children}
      <svg
        ref={sheet}
        viewBox="0 0 1000 1000"
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        className={classes.sheet}
        data-draw={draw ? true : undefined}
        {...handlers}
      >
        {areas.map((area) => (
          <rect
            key={`${area.x} ${area.y} ${area.width} ${area.height}`}
            x={area.x * 1000}
            y={area.y * 1000}
            width={area.width * 1000}
            height={area.height * 1000}
            className={classes.area}
          />
        ))}
        {[...strokes, ...(line ? [line] : [])].map((stroke) => (
          <path key={stroke.join()} d={outline(stroke, shape)} className={classes.stroke} />
        ))}
      </svg>
    </div>
  )
}

function within(part: number): number {
  return Math.round(Math.max(0, Math.min(1, part)) * 10_000) / 10_000
}

/** The outline of a line on a sheet of 1000 by 1000. The sheet is stretched, so it is drawn in its true shape and pressed. */
export function outline(stroke: number[], shape: number): string {
  const points: [number, number][] = []
  for (let at = 0; at + 1 < stroke.length; at += 2)
    points.push([(stroke[at] as number) * 1000 * shape, (stroke[at + 1] as number) * 1000])
  const ring = getStroke(points, { size: 9, thinning: 0.4, smoothing: 0.5, streamline: 0.4 })
  if (ring.length === 0) return ''
  return `M${ring.map(([x, y]) => `${((x ?? 0) / shape).toFixed(1)},${(y ?? 0).toFixed(1)}`).join('L')}Z`
}

/** The least area that has all of what was drawn. */
export function areaOf(strokes: Strokes): Area | undefined {
  const xs = strokes.flatMap((stroke) => stroke.filter((_, at) => at % 2 === 0))
  const ys = strokes.flatMap((stroke) => stroke.filter((_, at) => at % 2 === 1))
  if (xs.length === 0) return undefined
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.min(1 - x, Math.max(...xs) - x), height: Math.min(1 - y, Math.max(...ys) - y) }
}
