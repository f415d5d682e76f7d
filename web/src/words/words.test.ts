import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { money } from './money'
import { bytes, clockIn, fromNow, lasting, position } from './time'

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: {} })
})

test('money is written by its currency, whole amounts without zeros', () => {
  expect(money(18000, 'EUR')).toBe('€180')
  expect(money(18050, 'EUR')).toBe('€180.50')
  expect(money(-1234567, 'USD')).toBe('-$12,345.67')
  expect(money(500, 'JPY')).toBe('¥500')
  expect(money(1500, 'KWD')).toContain('1.500')
})

test('distances in time take the unit that fits', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  expect(fromNow('2026-03-01T12:20:00Z', now)).toBe('in 20 minutes')
  expect(fromNow('2026-03-02T11:00:00Z', now)).toBe('in 23 hours')
  expect(fromNow('2026-03-05T13:00:00Z', now)).toBe('in 4 days')
  expect(fromNow('2026-02-27T11:00:00Z', now)).toBe('2 days ago')
})

test('lengths of time, sizes and positions', () => {
  expect(lasting(3 * 86400)).toBe('3 days')
  expect(lasting(5400)).toBe('1 hour 30 minutes')
  expect(lasting(20)).toBe('0 minutes')
  expect(bytes(0)).toBe('0 bytes')
  expect(bytes(12_400_000)).toBe('12.4 MB')
  expect(position(83.44)).toBe('1:23.4')
  expect(position(59.97)).toBe('1:00.0')
  expect(position(5, 0)).toBe('0:05')
})

test('the clock of somebody else is told in their zone', () => {
  const now = new Date('2026-03-01T12:05:00Z')
  expect(clockIn('Asia/Kolkata', now)).toContain('05:35')
  expect(clockIn('Nowhere/Land', now)).toBe('')
  expect(clockIn(undefined, now)).toBe('')
})
