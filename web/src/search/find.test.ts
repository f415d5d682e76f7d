import { expect, test } from 'vitest'
import { type Found, find } from './find'

const among: Found[] = [
  { kind: 'page', id: 'roster', title: 'Roster', to: '/roster' },
  { kind: 'project', id: 'prj_a', title: 'Night Ferry, the trailer', to: '/projects/prj_a' },
  {
    kind: 'subGig',
    id: 'sub_a',
    title: 'The captain',
    beside: 'Night Ferry, the trailer · Sven Årvidsson',
    to: '/sub-gigs/sub_a',
  },
  { kind: 'person', id: 'per_a', title: 'Sven Årvidsson', beside: 'sven · narrator', to: '/people/per_a' },
]

const ids = (words: string, most = 9) => find(among, words, most).map((one) => one.id)

test('every word has to be there, in the title or beside it, marks and case aside', () => {
  expect(ids('arvidsson')).toEqual(['per_a', 'sub_a'])
  expect(ids('CAPTAIN ferry')).toEqual(['sub_a'])
  expect(ids('captain roster')).toEqual([])
})

test('what begins with the words comes first', () => {
  expect(ids('night')).toEqual(['prj_a', 'sub_a'])
  expect(ids('ferry')).toEqual(['prj_a', 'sub_a'])
})

test('without words there are pages and projects, and never more than asked for', () => {
  expect(ids(' ')).toEqual(['roster', 'prj_a'])
  expect(ids('', 1)).toEqual(['roster'])
})
