// Where people are, as nearly as their time zone tells, and how near they stand to one another on a map.
import type { PersonName } from '../contract/client'
import zonesTable from './zones.json'

/** Longitude and latitude, in degrees. */
export type Point = [number, number]

/** A place with a name of its own: a time zone's city, or a country's first one. */
export type Spot = { key: string; country: string; point: Point }

const zones = zonesTable as unknown as Record<string, [string, number, number]>

/** Where somebody is: their zone's city when it is in their country, or else their country's first zone. */
export function spotOf(person: PersonName): Spot | undefined {
  const zone = person.zone ?? ''
  const own = Object.hasOwn(zones, zone) ? zones[zone] : undefined
  if (own && (!person.country || own[0] === person.country)) return spot(zone, own)
  if (!person.country) return undefined
  const first = Object.entries(zones).find(([, [country]]) => country === person.country)
  if (first) return spot(first[0], first[1])
  return own && spot(zone, own)
}

function spot(key: string, [country, east, north]: [string, number, number]): Spot {
  return { key, country, point: [east / 100, north / 100] }
}

/** Things that are drawn as one mark, in the middle of where they stand. */
export type Cluster<T> = { key: string; x: number; y: number; of: T[] }

/** Joins what would cover one another: marks nearer than `apart`, the largest taking in the smaller. */
export function clusters<T>(marks: Cluster<T>[], apart: number): Cluster<T>[] {
  const rest = [...marks].sort((a, b) => b.of.length - a.of.length || a.key.localeCompare(b.key))
  const out: Cluster<T>[] = []
  for (const mark of rest) {
    const near = out.find((one) => Math.hypot(one.x - mark.x, one.y - mark.y) < apart)
    if (near) near.of.push(...mark.of)
    else out.push({ ...mark, of: [...mark.of] })
  }
  return out
}

/** Where the sun stands overhead, near enough to say where it is night. */
export function sunAt(now: Date): Point {
  const yearBegan = Date.UTC(now.getUTCFullYear(), 0, 0)
  const dayOfYear = (now.getTime() - yearBegan) / 86400_000
  const declination = -23.44 * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365.25)
  const hours = now.getUTCHours() + now.getUTCMinutes() / 60
  return [(12 - hours) * 15, declination]
}
