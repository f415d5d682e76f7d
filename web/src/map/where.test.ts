import { expect, test } from 'vitest'
import { clusters, spotOf, sunAt } from './where'

test('somebody is at the city of their zone', () => {
  expect(spotOf({ id: 'per_a', country: 'GH', zone: 'Africa/Accra' })?.country).toBe('GH')
  const helsinki = spotOf({ id: 'per_a', country: 'FI', zone: 'Europe/Helsinki' })
  expect(helsinki?.key).toBe('Europe/Helsinki')
  expect(helsinki?.point[0]).toBeCloseTo(24.97, 1)
  expect(helsinki?.point[1]).toBeCloseTo(60.17, 1)
})

test('a zone that is unknown, elsewhere or not said leaves the country', () => {
  expect(spotOf({ id: 'per_a', country: 'IN', zone: 'Asia/Nowhere' })?.country).toBe('IN')
  expect(spotOf({ id: 'per_a', country: 'IN' })?.country).toBe('IN')
  expect(spotOf({ id: 'per_a', country: 'BR', zone: 'Europe/Lisbon' })?.country).toBe('BR')
  expect(spotOf({ id: 'per_a' })).toBeUndefined()
  expect(spotOf({ id: 'per_a', zone: 'constructor' })).toBeUndefined()
  expect(spotOf({ id: 'per_a', zone: 'Asia/Tokyo' })?.country).toBe('JP')
})

test('marks that would cover one another become one, and nobody is lost', () => {
  const mark = (key: string, x: number, count: number) => ({
    key,
    x,
    y: 0,
    of: Array.from({ length: count }, () => key),
  })
  const found = clusters([mark('a', 0, 1), mark('b', 10, 3), mark('c', 100, 2)], 30)
  expect(found.map((one) => [one.key, one.of.length])).toEqual([
    ['b', 4],
    ['c', 2],
  ])
})

test('at noon in Greenwich the sun is over Greenwich; in June it is north', () => {
  expect(sunAt(new Date('2026-06-21T12:00:00Z'))[0]).toBeCloseTo(0)
  expect(sunAt(new Date('2026-06-21T12:00:00Z'))[1]).toBeCloseTo(23.4, 0)
  expect(sunAt(new Date('2026-12-21T18:00:00Z'))).toEqual([-90, expect.closeTo(-23.4, 0)])
})
