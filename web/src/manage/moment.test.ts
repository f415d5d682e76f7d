import { expect, test } from 'vitest'
import { localMinute } from './moment'

test('a moment is written in local time, and read again it is the same', () => {
  const at = new Date('2026-03-29T10:15:00Z')
  expect(localMinute(at)).toMatch(/^2026-03-\d\dT\d\d:15$/)
  expect(new Date(localMinute(at)).getTime()).toBe(at.getTime())
})
