import { expect, test } from 'vitest'
import type { Entry, FileFacts, Recipe, Whereabouts } from '../contract/schema'
import { areaOfSpot, type holds, kindsOf, named, ownSpot, rowName, spotOfArea, standingAt } from './spot'

const place = (key: string, of: Partial<Whereabouts>) => ({ key, in: true, ...of }) as Whereabouts
const entry = (of: Partial<Omit<Entry, 'files'>>, ...files: object[]) =>
  ({ ...of, files: files.map((one, at) => ({ name: `${at}`, ...one }) as FileFacts) }) as Entry
const recipe = (kind: string, of: Partial<Recipe> = {}) => ({ kind, ...of }) as Recipe

test('who stands at a place is who has begun and not ended', () => {
  const places = [
    place('a', { to_seconds: 5 }),
    place('b', { from_seconds: 5, to_seconds: 9, cell: { x: 0.5, y: 0, width: 0.5, height: 1 } }),
    place('c', { in: false, from_seconds: 0, to_seconds: 99 }),
    place('d', { from_page: 2, to_page: 5 }),
    place('e', { from_page: 5, to_page: 6, from_row: 1, to_row: 4 }),
    place('f', { paths: ['drums/take.wav', 'drums-2/take.wav'] }),
  ]
  const at = (spot: Parameters<typeof holds>[1]) =>
    standingAt(places, spot)
      .map((one) => one.key)
      .join('')
  expect(at({ seconds: 0 })).toBe('a')
  expect(at({ seconds: 5 })).toBe('b')
  expect(at({ seconds: 9 })).toBe('')
  expect(at({ seconds: 1, to_seconds: 6 })).toBe('ab')
  expect(at({ seconds: 6, x: 0.2, y: 0.2 })).toBe('')
  expect(at({ seconds: 6, x: 0.4, y: 0.2, width: 0.2, height: 0.1 })).toBe('b')
  expect(at({ page: 4 })).toBe('d')
  expect(at({ page: 5 })).toBe('e')
  expect(at({ row: 3 })).toBe('e')
  expect(at({ row: 4 })).toBe('')
  expect(at({ path: 'drums' })).toBe('f')
  expect(at({ path: 'drums-2/' })).toBe('f')
  expect(at({ path: 'drum' })).toBe('')
  expect(at({})).toBe('')
})

test('a result is pointed to as its main file and its places allow', () => {
  expect(kindsOf('audio/mpeg', [place('a', { to_seconds: 5, paths: ['a.wav'] })])).toEqual(['time', 'path'])
  expect(kindsOf('application/pdf', [])).toEqual(['page'])
  expect(kindsOf('text/markdown', [place('a', { to_row: 5 })])).toEqual(['row'])
  expect(kindsOf('application/zip', [place('a', { in: false, paths: ['a.wav'] })])).toEqual([])
  expect(kindsOf('image/png', [])).toEqual(['picture'])
  expect(rowName('table', 'text/csv')).toBe('row')
  expect(rowName('book', 'text/markdown')).toBe('line')
  expect(rowName('book', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')).toBe('paragraph')
})

test('a moment is one of the delivery, also where its beginning was cut off', () => {
  const song = recipe('audio-mix')
  const sound = { audio: { seconds: 8 } }
  expect(ownSpot({ seconds: 12 }, entry({ from_seconds: 10, to_seconds: 18 }, sound), song)).toEqual({ seconds: 2 })
  expect(ownSpot({ seconds: 1 }, entry({ to_seconds: 7.5 }, sound), song)).toEqual({ seconds: 1.5 })
  expect(ownSpot({ seconds: 9, to_seconds: 30 }, entry({ from_seconds: 10, to_seconds: 18 }, sound), song)).toEqual({
    seconds: 0,
    to_seconds: 8,
  })
  expect(ownSpot({ seconds: 12 }, entry({ from_seconds: 10, to_seconds: 26 }, sound, sound), song)).toBeUndefined()
  expect(ownSpot({ seconds: 12 }, entry({ from_seconds: 10, to_seconds: 30 }, sound), song)).toBeUndefined()
})

test('a page is one of the delivery where its pages stand as they were delivered', () => {
  const book = recipe('book')
  const pages = { from_page: 5, to_page: 8 }
  expect(ownSpot({ page: 5 }, entry(pages, { pdf: { pages: 3 } }), book)).toEqual({ page: 1 })
  expect(ownSpot({ page: 7 }, entry(pages, { pdf: { pages: 3 } }), book)).toEqual({ page: 3 })
  expect(ownSpot({ page: 8 }, entry(pages, { pdf: { pages: 3 } }), book)).toBeUndefined()
  expect(ownSpot({ page: 5 }, entry(pages, { pdf: { pages: 1 } }, { pdf: { pages: 2 } }), book)).toBeUndefined()
  expect(ownSpot({ page: 5 }, entry(pages, { image: {} }), recipe('photo-book'))).toBeUndefined()
})

test('a row is one of the delivery where nothing was written anew', () => {
  const rows = { from_row: 11, to_row: 21 }
  const md = { text: { format: 'md', lines: 9 } }
  const txt = { text: { format: 'txt', lines: 9 } }
  expect(ownSpot({ row: 12 }, entry(rows, md), recipe('book', { outputs: ['md', 'epub'] }))).toEqual({ row: 2 })
  expect(ownSpot({ row: 20 }, entry(rows, md), recipe('book'))).toBeUndefined() // the line between two parts
  expect(ownSpot({ row: 12 }, entry(rows, txt), recipe('book', { outputs: ['txt'] }))).toEqual({ row: 2 })
  expect(ownSpot({ row: 12 }, entry(rows, txt), recipe('book', { outputs: ['md'] }))).toBeUndefined()
  expect(ownSpot({ row: 12 }, entry(rows, md), recipe('book', { outputs: ['md', 'txt'] }))).toBeUndefined()
  expect(ownSpot({ row: 12 }, entry(rows, { table: { rows: 10 } }), recipe('table'))).toEqual({ row: 2 })
  expect(ownSpot({ row: 12 }, entry(rows, { table: { rows: 10 } }), recipe('table', { consensus: 2 }))).toBeUndefined()
  expect(ownSpot({ row: 20 }, entry(rows, { subtitles: { cues: 10 } }), recipe('subtitles'))).toEqual({ row: 10 })
  expect(ownSpot({ row: 12 }, entry(rows, { subtitles: { cues: 7 } }), recipe('subtitles'))).toBeUndefined()
  expect(ownSpot({ row: 12 }, entry(rows, { translation: { units: 10 } }), recipe('translation'))).toBeUndefined()
})

test('a path is the file of the delivery, and a folder of several is none', () => {
  const two = entry({ paths: ['drums/a.wav', 'drums/b.wav'] }, { name: 'A.wav' }, { name: 'b.wav' })
  expect(ownSpot({ path: 'drums/a.wav' }, two, recipe('bundle'))).toEqual({ path: 'A.wav' })
  expect(ownSpot({ path: 'drums' }, two, recipe('bundle'))).toBeUndefined()
})

test('a point of a grid is one of the film that fills its cell', () => {
  const grid = recipe('video-grid', { width: 1280, height: 720 })
  const cell = { x: 0.5, y: 0, width: 0.5, height: 0.5 }
  const film = (width_px: number, height_px: number) => ({ video: { width_px, height_px, seconds: 4 } })
  const at = { seconds: 1, x: 0.75, y: 0.25 }
  expect(ownSpot(at, entry({ cell, to_seconds: 4 }, film(640, 360)), grid)).toEqual({ seconds: 1, x: 0.5, y: 0.5 })
  expect(ownSpot(at, entry({ cell, to_seconds: 4 }, film(640, 480)), grid)).toEqual({ seconds: 1 })
  const area = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }
  expect(ownSpot(area, entry({ cell }, film(640, 360)), grid)).toEqual({ x: 0, y: 0.5, width: 0.5, height: 0.5 })
})

test('what is drawn small is a point, and a point is drawn as a little area within the picture', () => {
  expect(spotOfArea({ x: 0.2, y: 0.3, width: 0, height: 0.01 })).toEqual({ x: 0.2, y: 0.3 })
  expect(spotOfArea({ x: 0.2, y: 0.3, width: 0.2, height: 0 })).toEqual({ x: 0.2, y: 0.3, width: 0.2, height: 0 })
  expect(areaOfSpot({ x: 1, y: 0 })).toMatchObject({ y: 0, height: 0.024 })
  expect(areaOfSpot({ page: 2 })).toBeUndefined()
  expect(named({ x: 0, y: 0 })).toBe(true)
  expect(named({ page: 0, path: '' })).toBe(false)
})
