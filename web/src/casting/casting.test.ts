import { expect, test } from 'vitest'
import type { EvidenceOffer, Plan, SubGig } from '../contract/client'
import { calls, lives, modesOf, open } from './casting'
import { lineOf } from './line'
import { castingSearch } from './search'

test('a plan says how each sub-gig is cast; silence is one after another', () => {
  const plan = { sub_gigs: [{ key: 'a' }, { key: 'b', casting: 'audition' }] } as unknown as Plan
  expect([...modesOf(plan)]).toEqual([
    ['a', 'cascade'],
    ['b', 'audition'],
  ])
  expect(calls('audition')).toBe(true)
  expect(calls('direct')).toBe(false)
})

test('who is asked stands in order, each with the newest answer', () => {
  const gig = { candidates: [{ id: 'per_a' }, { id: 'per_b' }, { id: 'per_c' }] } as unknown as SubGig
  const offer = (seller_id: string, state: string) =>
    ({ id: `${seller_id} ${state}`, seller_id, state }) as EvidenceOffer
  const line = lineOf(gig, [offer('per_a', 'expired'), offer('per_z', 'declined'), offer('per_a', 'declined')])
  expect(line.map((one) => [one.person.id, one.offer?.state])).toEqual([
    ['per_a', 'declined'],
    ['per_z', 'declined'],
    ['per_b', undefined],
    ['per_c', undefined],
  ])
})

test('somebody can be asked as long as nobody holds it, and named until it ends', () => {
  expect(['waiting', 'casting', 'offered', 'working'].map((state) => open({ state } as SubGig))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(lives({ state: 'working' } as SubGig)).toBe(true)
  expect(lives({ state: 'approved' } as SubGig)).toBe(false)
})

test('an address says only what the page understands', () => {
  expect(castingSearch({ gig: 'sub_a', ranking: 5, list: 'some' })).toEqual({ gig: 'sub_a' })
})
