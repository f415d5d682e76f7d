import { expect, test } from 'vitest'
import type { Artifact, Whereabouts } from '../contract/schema'
import { newest, soundingAt } from './where'

const place = (key: string, of: Partial<Whereabouts>) => ({ key, in: true, ...of }) as Whereabouts

test('who sounds at a moment is who has begun and not ended', () => {
  const places = [
    place('a', { to_seconds: 5 }),
    place('b', { from_seconds: 5, to_seconds: 9 }),
    place('c', { in: false, from_seconds: 0, to_seconds: 99 }),
    place('d', { from_page: 2 }),
  ]
  expect(soundingAt(places, 0).map((one) => one.key)).toEqual(['a'])
  expect(soundingAt(places, 5).map((one) => one.key)).toEqual(['b'])
  expect(soundingAt(places, 9)).toEqual([])
})

test('a final counts more than a newer preview', () => {
  const list = [
    { id: 'p2', kind: 'preview' },
    { id: 'f', kind: 'final' },
    { id: 'p1', kind: 'preview' },
  ] as Artifact[]
  expect(newest(list)?.id).toBe('f')
  expect(newest(list.slice(0, 1))?.id).toBe('p2')
  expect(newest([])).toBeUndefined()
})
