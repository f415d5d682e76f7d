import { type GeoProjection, geoCircle, geoGraticule10, geoNaturalEarth1, geoPath } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-110m.json'
import { type Point, sunAt } from './where'

/** The sheet that the world is drawn on, in its own units. */
export const sheet = { width: 960, height: 480 }

const world = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>
const land = feature(world, world.objects.land)
const borders = mesh(world, world.objects.countries, (a, b) => a !== b)

/** The least width of what is looked at, in degrees: a single city is shown with what lies around it. */
const leastDegrees = 24

/** The whole world, or the part of it in which some points lie. */
export function projectionOf(points: Point[]): GeoProjection {
  const projection = geoNaturalEarth1()
  if (points.length === 0) {
    return projection.fitExtent(
      [
        [8, 8],
        [sheet.width - 8, sheet.height - 8],
      ],
      { type: 'Sphere' },
    )
  }
  const east = points.map(([x]) => x)
  const north = points.map(([, y]) => y)
  const room = Math.max(2, (leastDegrees - (Math.max(...east) - Math.min(...east))) / 2)
  const corners = [
    [Math.min(...east) - room, Math.min(...north) - room / 2],
    [Math.max(...east) + room, Math.max(...north) + room / 2],
  ]
  return projection.fitExtent(
    [
      [40, 40],
      [sheet.width - 40, sheet.height - 40],
    ],
    { type: 'MultiPoint', coordinates: corners },
  )
}

/** What is drawn of the world, as paths. */
export type World = { sphere: string; grid: string; land: string; borders: string; night: string }

export function worldOf(projection: GeoProjection, now: Date): World {
  const path = geoPath(projection)
  const [east, north] = sunAt(now)
  const night = geoCircle()
    .center([east + 180, -north])
    .radius(90)()
  return {
    sphere: path({ type: 'Sphere' }) ?? '',
    grid: path(geoGraticule10()) ?? '',
    land: path(land) ?? '',
    borders: path(borders) ?? '',
    night: path(night) ?? '',
  }
}
