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
