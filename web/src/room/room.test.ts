import { expect, test } from 'vitest'
import type { Message } from '../contract/client'
import { threads } from './room'

test('answers stand below what they answer, oldest first', () => {
  const said = (id: string, reply_to?: string) => ({ id, reply_to }) as Message
  const found = threads([said('5', '1'), said('4', '0'), said('3', '1'), said('2'), said('1')])
  expect(found.map((thread) => [thread.head.id, ...thread.answers.map((one) => one.id)])).toEqual([
    ['1', '3', '5'],
    ['2'],
    ['4'],
  ])
  expect(threads([])).toEqual([])
})
