import { expect, test } from 'vitest'
import { faultOf, rangeOf } from './fault'

test('a fault knows its line', () => {
  expect(faultOf({ path: 'title', message: 'line 3, column 5: is missing' })).toEqual({
    line: 3,
    column: 5,
    path: 'title',
    message: 'is missing',
  })
  expect(faultOf({ path: 'rows[1].country', message: 'line 3, column 14 (country): is no country' })).toEqual({
    line: 3,
    column: 14,
    path: 'rows[1].country',
    message: 'country: is no country',
  })
  expect(faultOf({ path: 'plan', message: 'has nothing in it' })).toEqual({
    line: 0,
    column: 0,
    path: 'plan',
    message: 'has nothing in it',
  })
})

test('a line is found in a text', () => {
  const text = 'a: 1\nbb: 2\n\nc: 3'
  const [from, to] = rangeOf(text, 2)
  expect(text.slice(from, to)).toBe('bb: 2')
  expect(text.slice(...rangeOf(text, 4))).toBe('c: 3')
  expect(rangeOf(text, 9)[0]).toBeGreaterThanOrEqual(text.length)
})
