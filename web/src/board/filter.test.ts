import { expect, test } from 'vitest'
import type { SubGig } from '../contract/client'
import { boardSearch, byColumn, matches, sectionsOf } from './filter'

function gig(of: Partial<SubGig>): SubGig {
  return {
    id: 'sub_a',
    key: 'drums',
    title: 'Drums',
    role: 'drummer',
    state: 'working',
    position: 0,
    overdue: false,
    ...of,
  } as SubGig
}

test('an address says only what a board understands', () => {
  expect(boardSearch({ q: 'ama', only: 'everything', column: 'working', role: 7, country: '' })).toEqual({
    q: 'ama',
    column: 'working',
  })
  expect(boardSearch({ column: '__proto__' })).toEqual({})
})

test('every word is found somewhere', () => {
  const drums = gig({ seller: { id: 'per_a', name: 'Ama Mensah', country: 'GH' } })
  const none = new Set<string>()
  expect(matches(drums, { q: 'AMA dru' }, none)).toBe(true)
  expect(matches(drums, { q: 'ama bass' }, none)).toBe(false)
  expect(matches(drums, { country: 'BR' }, none)).toBe(false)
  expect(matches(drums, { only: 'mine' }, none)).toBe(false)
  expect(matches(gig({ section: 3 }), { section: 3 }, none)).toBe(true)
  expect(matches(gig({ section: 3 }), { section: 0 }, none)).toBe(false)
  expect(matches(gig({ next_action: 'review' }), { only: 'mine' }, none)).toBe(true)
  expect(matches(drums, { only: 'critical' }, new Set(['sub_a']))).toBe(true)
})

test('sections are told in order, each once', () => {
  expect(sectionsOf([gig({ section: 2 }), gig({ section: 0 }), gig({ section: 2 })])).toEqual([0, 2])
  expect(boardSearch({ section: 2 })).toEqual({ section: 2 })
  expect(boardSearch({ section: '2' })).toEqual({})
})

test('columns keep the order of the plan, and rare ones stand only when somebody is in them', () => {
  const found = byColumn([
    gig({ id: 'b', position: 2 }),
    gig({ id: 'a', position: 1 }),
    gig({ id: 'c', state: 'disputed' }),
  ])
  expect(found.get('working')?.map((one) => one.id)).toEqual(['a', 'b'])
  expect([...found.keys()]).toEqual(['waiting', 'offered', 'working', 'in_review', 'disputed', 'approved'])
})
