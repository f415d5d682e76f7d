import type { Area, Entry, Recipe, Spot, Whereabouts } from '../contract/schema'

/** The ways to name a place of a result. */
export type Kind = 'time' | 'page' | 'row' | 'path' | 'picture'

/** What a row of a result is called. */
export type RowName = 'line' | 'row' | 'cue' | 'unit' | 'paragraph'

type Span = Pick<
  Whereabouts,
  'from_seconds' | 'to_seconds' | 'from_page' | 'to_page' | 'from_row' | 'to_row' | 'cell' | 'paths'
>

/** How a place can be named in a result whose main file is of a type: first what its viewer shows. */
export function kindsOf(type: string, places: Whereabouts[]): Kind[] {
  const inside = places.filter((one) => one.in)
  const kinds: Kind[] = []
  if (type.startsWith('audio/') || type.startsWith('video/')) kinds.push('time')
  if (type.startsWith('image/')) kinds.push('picture')
  if (type.startsWith('application/pdf') || inside.some((one) => one.to_page)) kinds.push('page')
  if (inside.some((one) => one.to_row)) kinds.push('row')
  if (inside.some((one) => one.paths?.length)) kinds.push('path')
  return kinds
}

/** What a row is, as the recipe and the main file say. */
export function rowName(recipe: Recipe['kind'] | undefined, type: string): RowName {
  if (recipe === 'table') return 'row'
  if (recipe === 'subtitles') return 'cue'
  if (recipe === 'translation') return 'unit'
  return type.includes('wordprocessingml') ? 'paragraph' : 'line'
}

/** Whether a span has a spot in it, as the server finds it. Every stretch is half open. */
export function holds(span: Span, at: Spot): boolean {
  const { seconds, page, row, path } = at
  if (seconds !== undefined) {
    if (Math.max(seconds, at.to_seconds ?? 0) < (span.from_seconds ?? 0) || seconds >= (span.to_seconds ?? 0))
      return false
  }
  if (page && (page < (span.from_page ?? 0) || page >= (span.to_page ?? 0))) return false
  if (row && (row < (span.from_row ?? 0) || row >= (span.to_row ?? 0))) return false
  if (path) {
    const folder = path.endsWith('/') ? path : `${path}/`
    if (!span.paths?.some((one) => one === path || one.startsWith(folder))) return false
  }
  return at.x === undefined || (span.cell !== undefined && meets(span.cell, at))
}

function meets(cell: Area, { x = 0, y = 0, width = 0, height = 0 }: Spot): boolean {
  return x + width >= cell.x && x < cell.x + cell.width && y + height >= cell.y && y < cell.y + cell.height
}

/** Who sounds or stands at a spot; nobody where the spot names nothing. */
export function standingAt(places: Whereabouts[], at: Spot): Whereabouts[] {
  return named(at) ? places.filter((one) => one.in && holds(one, at)) : []
}

/** Whether a spot names a place at all. */
export function named(at: Spot): boolean {
  return at.seconds !== undefined || !!at.page || !!at.row || !!at.path || at.x !== undefined
}

/** An area of a picture as a spot; what is too small to be meant is a point. */
export function spotOfArea({ x, y, width, height }: Area): Spot {
  return width < least && height < least ? { x, y } : { x, y, width, height }
}

/** The area to be drawn for a spot: a point gets a little one around it. */
export function areaOfSpot({ x, y, width, height }: Spot): Area | undefined {
  if (x === undefined || y === undefined) return undefined
  if (width !== undefined && height !== undefined) return { x, y, width, height }
  const [left, top] = [Math.max(0, x - least), Math.max(0, y - least)]
  return { x: left, y: top, width: Math.min(1 - left, 2 * least), height: Math.min(1 - top, 2 * least) }
}

const least = 0.012

/**
 * The same spot in the coordinates of the delivery that stands there. What cannot be told exactly is left out: `undefined`
 * says that nothing can.
 */
export function ownSpot(at: Spot, entry: Entry, recipe: Recipe): Spot | undefined {
  const own: Spot = { ...seconds(at, entry), ...page(at, entry, recipe), ...row(at, entry, recipe), ...path(at, entry) }
  Object.assign(own, point(at, entry, recipe))
  return named(own) ? own : undefined
}

/** The only file of a delivery: of several, a time or a page does not say of which. */
function only(entry: Entry) {
  return entry.files?.length === 1 ? entry.files[0] : undefined
}

/** A stretch ends where its file ends, also where its beginning was cut off. */
function seconds(at: Spot, entry: Entry): Spot {
  const file = only(entry)
  const length = file?.video?.seconds ?? file?.audio?.seconds
  if (at.seconds === undefined || !length || !entry.to_seconds) return {}
  const [from, start] = [entry.from_seconds ?? 0, entry.to_seconds - length]
  if (from > 0 ? Math.abs(start - from) > slack : start > slack) return {}
  const own = (moment: number) => Math.round(Math.min(length, Math.max(0, moment - start)) * 1000) / 1000
  return { seconds: own(at.seconds), ...(at.to_seconds === undefined ? {} : { to_seconds: own(at.to_seconds) }) }
}

const slack = 0.1 // seconds: what a picture or a block of sound may be longer

function page(at: Spot, { from_page = 0, to_page = 0, ...entry }: Entry, recipe: Recipe): Spot {
  const pages = only(entry)?.pdf?.pages
  if (!at.page || recipe.kind !== 'book' || pages !== to_page - from_page) return {}
  return within(at.page - from_page + 1, pages, 'page')
}

function row(at: Spot, { from_row = 0, to_row = 0, ...entry }: Entry, recipe: Recipe): Spot {
  const file = only(entry)
  if (!at.row || !file) return {}
  const own = at.row - from_row + 1
  const count = to_row - from_row
  const outputs = (recipe.outputs ?? []).filter((one) => ['md', 'txt', 'docx'].includes(one))
  switch (recipe.kind) {
    case 'book': {
      const format = file.text?.format
      // A text of one form only is joined line by line. A plain text gets other lines where Markdown is made of it.
      const same = outputs.length <= 1 && (format === 'md' || (format === 'txt' && outputs[0] !== 'md'))
      return same && outputs[0] !== 'docx' ? within(own, file.text?.lines ?? 0, 'row') : {}
    }
    case 'table':
      return recipe.consensus || file.table?.rows !== count ? {} : within(own, count, 'row')
    case 'subtitles': // cues of others in between make the stretch longer than the delivery
      return file.subtitles?.cues === count ? within(own, count, 'row') : {}
    default: // the messages of a delivery may stand in another order
      return {}
  }
}

function within(own: number, most: number, name: 'page' | 'row'): Spot {
  return own >= 1 && own <= most ? { [name]: own } : {}
}

function path(at: Spot, { paths = [], files = [] }: Entry): Spot {
  const file = at.path && paths.length === files.length ? files[paths.indexOf(at.path)] : undefined
  return file ? { path: file.name } : {}
}

/** A point of a grid is one of the film in the cell, where that fills it. */
function point(at: Spot, entry: Entry, { width = 0, height = 0 }: Recipe): Spot {
  const { cell } = entry
  const film = only(entry)?.video
  if (at.x === undefined || at.y === undefined || !cell || !film || !width || !height) return {}
  const shape = (cell.width * width) / (cell.height * height) / (film.width_px / film.height_px)
  if (Math.abs(shape - 1) > 0.02) return {}
  const x = (value: number) => part((value - cell.x) / cell.width)
  const y = (value: number) => part((value - cell.y) / cell.height)
  const own = { x: x(at.x), y: y(at.y) }
  if (at.width === undefined || at.height === undefined) return own
  return { ...own, width: part(x(at.x + at.width) - own.x), height: part(y(at.y + at.height) - own.y) }
}

function part(value: number): number {
  return Math.round(Math.max(0, Math.min(1, value)) * 10_000) / 10_000
}
