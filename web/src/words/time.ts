// Times are shown where the reader is, and how far off they are; the clock of somebody else where they are.

import { useEffect, useState } from 'react'
import { locale } from './locale'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** A moment with its date, as 3 Dec, 14:05. */
export function moment(at: string | Date): string {
  const when = new Date(at)
  const year = when.getFullYear() === new Date().getFullYear() ? undefined : 'numeric'
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year,
    hour: '2-digit',
    minute: '2-digit',
  }
  return new Intl.DateTimeFormat(locale(), options).format(when)
}

/** A day of a year that is named elsewhere, as 3 Dec. */
export function dayOfYear(at: string | number | Date): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' }).format(new Date(at))
}

/** The time of a day that is named elsewhere, as 14:05. */
export function timeOfDay(at: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** A moment in full, with the zone it is told in, for a tooltip. */
export function fully(at: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at))
}

/** What the clock says in a zone, as 14:05; '' for a zone that is unknown here. */
export function clockIn(zone: string | undefined, now: Date): string {
  if (!zone) return ''
  try {
    return new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(now)
  } catch {
    return ''
  }
}

/** How far off a moment is, in the one unit that fits: in 3 days, 20 minutes ago. */
export function fromNow(at: string | Date, now: Date): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const [unit, size] = unitOf(Math.abs(seconds))
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}

function unitOf(seconds: number): ['minute' | 'hour' | 'day', number] {
  if (seconds < 100 * minute) return ['minute', minute]
  if (seconds < 36 * hour) return ['hour', hour]
  return ['day', day]
}

/** A length of time in the one or two units that fit: 2 days, 3 hours 20 minutes. */
export function lasting(seconds: number): string {
  const parts: string[] = []
  let rest = Math.max(0, Math.round(seconds / minute) * minute)
  if (rest >= 36 * hour) rest = Math.round(rest / hour) * hour
  for (const [unit, size] of [
    ['day', day],
    ['hour', hour],
    ['minute', minute],
  ] as const) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count === 0 && (parts.length > 0 || unit !== 'minute')) continue
    parts.push(new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(count))
  }
  return parts.slice(0, 2).join(' ')
}

/** A place in a sound, as 1:23.4. */
export function position(seconds: number, digits = 1): string {
  const whole = Math.max(0, Math.round(seconds * 10 ** digits) / 10 ** digits)
  const rest = (whole % 60).toFixed(digits).padStart(digits ? 3 + digits : 2, '0')
  return `${Math.floor(whole / 60)}:${rest}`
}

/** A size in bytes, as 12.4 MB. */
export function bytes(count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
  const options = {
    style: 'unit',
    unit: units[step],
    unitDisplay: step ? 'short' : 'long',
    maximumFractionDigits: 1,
  } as const
  return new Intl.NumberFormat(locale(), options).format(count / 1000 ** step)
}

/** The name of a country, from its two letters. */
export function country(code: string | undefined): string {
  if (!code) return ''
  try {
    return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** The present, told again every half minute, so that clocks on a page go on. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** A month, from 2026-03, as March 2026. */
export function monthName(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric' }).format(
    new Date(year ?? 0, (number ?? 1) - 1, 1),
  )
}

/** A day without its time, as 3 Dec 2026. */
export function dayOf(at: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at))
}
