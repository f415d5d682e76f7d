import { expect, test } from 'vitest'
import type { Plan } from '../contract/client'
import { changed, mayNeed, ofWhole, withOneMore, without, written } from './edit'
import { forecastOf, secondsOf } from './forecast'

const plan = {
  title: 'Track',
  currency: 'EUR',
  recipe: { kind: 'bundle' },
  clocks: { offer: '24h', work: '3d' },
  sub_gigs: [
    { key: 'click', title: 'Click', role: 'producer', price: '10.00' },
    { key: 'drums', title: 'Drums', role: 'drummer', price: '90.00', needs: ['click'] },
    { key: 'mix', title: 'Mix', role: 'mixer', price: '50.00', needs: ['drums'], clocks: { work: '168h0m0s' } },
    { key: 'cover', title: 'Cover', role: 'painter', price: '50.00' },
  ],
} as unknown as Plan

test('a new key is known to those that wait for it', () => {
  const next = changed(plan, 'click', { key: 'guide' })
  expect(next.sub_gigs.map((gig) => gig.needs ?? [])).toEqual([[], ['guide'], ['drums'], []])
  expect(plan.sub_gigs[0]?.key).toBe('click')
})

test('what is taken away is waited for by nobody', () => {
  const next = without(plan, 'drums')
  expect(next.sub_gigs.map((gig) => gig.key)).toEqual(['click', 'mix', 'cover'])
  expect(next.sub_gigs[1]).not.toHaveProperty('needs')
})

test('one more has a key of its own', () => {
  const next = withOneMore(withOneMore(plan, 'New'), 'New')
  expect(new Set(next.sub_gigs.map((gig) => gig.key)).size).toBe(6)
})

test('nothing can wait for what waits for it', () => {
  expect(mayNeed(plan, 'click').map((gig) => gig.key)).toEqual(['cover'])
  expect(mayNeed(plan, 'mix').map((gig) => gig.key)).toEqual(['click', 'drums', 'cover'])
})

test('what is empty is left out, and the rest is written as it is', () => {
  expect(ofWhole({ ...plan, due: '2026-12-24' }, { due: '' })).not.toHaveProperty('due')
  expect(JSON.parse(written(plan))).toEqual(plan)
})

test('lengths of time are read as plans have them', () => {
  expect(secondsOf('90m')).toBe(5400)
  expect(secondsOf('168h0m0s')).toBe(604_800)
  expect(secondsOf('2w')).toBe(1_209_600)
  expect(secondsOf('soon')).toBeUndefined()
  expect(secondsOf(undefined)).toBeUndefined()
})

test('the longest chain decides, with the clocks of each', () => {
  const found = forecastOf(plan)
  expect(found.chain.map((gig) => gig.key)).toEqual(['click', 'drums', 'mix'])
  expect(found.seconds / 86400).toBe(7 + 7 + 11)
  expect(forecastOf({ ...plan, sub_gigs: [] }).seconds).toBe(0)
})

test('a ring does not hang the page', () => {
  const ring = changed(plan, 'click', { needs: ['mix'] })
  expect(forecastOf(ring).seconds).toBeGreaterThan(0)
})
