import { expect, test } from 'vitest'
import { share, spanOf, ticks } from './scale'

const now = new Date('2026-03-10T12:00:00Z')

test('a span holds now and every moment, with room', () => {
  const span = spanOf(['2026-03-12T00:00:00Z', undefined, '2026-03-01T00:00:00Z'], now)
  expect(span.from).toBeLessThan(Date.parse('2026-03-01T00:00:00Z'))
  expect(span.to).toBeGreaterThan(Date.parse('2026-03-12T00:00:00Z'))
  expect(spanOf([], now).to).toBeGreaterThan(now.getTime())
})

test('moments stand between the ends, and never outside', () => {
  const span = { from: 0, to: 1000 }
  expect(share(span, 250)).toBe(0.25)
  expect(share(span, -5)).toBe(0)
  expect(share(span, 5000)).toBe(1)
})

test.each([1, 3, 20, 200, 3000])('marks over %i days are few, inside and in order', (days) => {
  const span = spanOf([new Date(now.getTime() + days * 86400_000).toISOString()], now)
  const found = ticks(span, 12)
  expect(found.length).toBeGreaterThan(0)
  expect(found.length).toBeLessThanOrEqual(13)
  for (const [at, tick] of found.entries()) {
    expect(tick.at).toBeGreaterThanOrEqual(span.from)
    expect(tick.at).toBeLessThanOrEqual(span.to)
    expect(tick.at).toBeGreaterThan(found[at - 1]?.at ?? 0)
    const date = new Date(tick.at)
    expect(date.getMinutes()).toBe(0)
    expect(date.getHours() % 6).toBe(0)
  }
})
