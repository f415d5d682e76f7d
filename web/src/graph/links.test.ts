import { expect, test } from 'vitest'
import type { SubGig } from '../contract/client'
import { around, chainLinks, linksOf } from './links'
import { place, size } from './place'

function gig(key: string, ...needs: string[]): SubGig {
  return { id: `sub_${key}`, key, title: key, needs: needs.map((need) => `sub_${need}`) } as unknown as SubGig
}

const gigs = [
  gig('click'),
  gig('drums', 'click'),
  gig('bass', 'drums'),
  gig('mix', 'bass', 'drums', 'gone'),
  gig('cover'),
]

test('links are found, and what is not there is left out', () => {
  const links = linksOf(gigs)
  expect(links.all).toHaveLength(4)
  expect(links.before.get('sub_mix')?.map((one) => one.key)).toEqual(['bass', 'drums'])
  expect(links.after.get('sub_drums')?.map((one) => one.key)).toEqual(['bass', 'mix'])
  expect(links.before.has('sub_cover')).toBe(false)
})

test('around a sub-gig is all before and after it, and not what is beside it', () => {
  const links = linksOf([...gigs, gig('shaker', 'click')])
  expect([...around(links, 'sub_bass')].sort()).toEqual(['sub_bass', 'sub_click', 'sub_drums', 'sub_mix'])
  expect([...around(links, 'sub_cover')]).toEqual(['sub_cover'])
})

test('a chain is its links', () => {
  expect(chainLinks(['a', 'b', 'c'])).toEqual(new Set(['a b', 'b c']))
  expect(chainLinks([])).toEqual(new Set())
})

test('what waits stands after what it waits for, and nothing covers anything', () => {
  const places = place(gigs, linksOf(gigs).all, 'ltr')
  const at = (key: string) => places.get(`sub_${key}`) ?? { x: Number.NaN, y: Number.NaN }
  expect(at('drums').x).toBeGreaterThan(at('click').x)
  expect(at('mix').x).toBeGreaterThan(at('bass').x)
  const all = [...places.values()]
  for (const one of all)
    for (const other of all)
      expect(one === other || Math.abs(one.x - other.x) >= size.width || Math.abs(one.y - other.y) >= size.height).toBe(
        true,
      )
  const mirrored = place(gigs, linksOf(gigs).all, 'rtl')
  expect(mirrored.get('sub_mix')?.x ?? 0).toBeLessThan(mirrored.get('sub_click')?.x ?? 0)
})
