import { expect, test } from 'vitest'
import { secondsOf } from './span'

test('a length of time is read as the server writes it', () => {
  expect(secondsOf('720h0m0s')).toBe(30 * 86_400)
  expect(secondsOf('15m0s')).toBe(900)
  expect(secondsOf('1.5s')).toBe(1.5)
  expect(secondsOf('soon')).toBe(0)
})
