// Where moments stand on a line of time, and where its marks are. Everything is a share of the line, from 0 to 1.

/** A stretch of time, in milliseconds. */
export type Span = { from: number; to: number }

export type Tick = { at: number; share: number }

const hour = 3600_000
const day = 24 * hour

/** The stretch that shows all of the moments, with a little room at both ends; a day when there are none. */
export function spanOf(moments: (string | undefined)[], now: Date): Span {
  const at = moments.filter((one): one is string => one !== undefined).map((one) => new Date(one).getTime())
  const from = Math.min(now.getTime(), ...bounds(at, Math.min))
  const to = Math.max(now.getTime() + day, ...bounds(at, Math.max))
  const room = (to - from) * 0.02
  return { from: from - room, to: to + room }
}

/** One end of many moments, without handing thousands of arguments over. */
function bounds(at: number[], pick: (a: number, b: number) => number): number[] {
  return at.length ? [at.reduce((a, b) => pick(a, b))] : []
}

/** Where a moment stands. What lies outside stands at the end. */
export function share(span: Span, at: string | number | Date): number {
  const place = (new Date(at).getTime() - span.from) / (span.to - span.from)
  return Math.min(1, Math.max(0, place))
}

/** How far marks may be from one another: days, but for the first two. */
const steps = [6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 30 * day, 91 * day, 365 * day]

/** Marks at round moments of the reader's clock, at most so many. */
export function ticks(span: Span, atMost: number): Tick[] {
  const length = span.to - span.from
  const step = steps.find((one) => length / one <= atMost) ?? length / atMost
  const out: Tick[] = []
  for (let at = firstTick(span.from, step); at <= span.to; at = next(at, step)) out.push({ at, share: share(span, at) })
  return out
}

/** The first midnight, or the first round hour after one, that is not before a moment. */
function firstTick(from: number, step: number): number {
  const start = new Date(from)
  start.setHours(0, 0, 0, 0)
  let at = start.getTime()
  while (at < from) at = next(at, Math.min(step, day))
  return at
}

/** A step on. Whole days follow the calendar, where a day may have 23 or 25 hours. */
function next(at: number, step: number): number {
  if (step < day) return at + step
  const date = new Date(at)
  date.setDate(date.getDate() + Math.round(step / day))
  return date.getTime()
}
