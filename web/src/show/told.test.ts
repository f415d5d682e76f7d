import { expect, test } from 'vitest'
import { Problem } from '../contract/problem'
import { told } from './told'

test('a problem is told in the language of its reader first, and with what the server says of it', () => {
  const refused = new Problem('conflict', 'the project is running')
  expect(told(refused, 'en')).toEqual({ general: false, detail: 'the project is running' })
  expect(told(refused, 'en-GB').general).toBe(false)
  expect(told(refused, 'de')).toEqual({ general: true, detail: 'the project is running' })
  expect(told(new Problem('offline', ''), 'en')).toEqual({ general: true, detail: '' })
})

test("what broke inside is told in the reader's words alone, when there is a name to ask by", () => {
  expect(told(new Problem('internal', 'something broke', [], 'req_1'), 'en')).toEqual({ general: true, detail: '' })
  expect(told(new Problem('internal', '404 Not Found'), 'en').detail).toBe('404 Not Found')
})
