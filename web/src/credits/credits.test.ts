import { expect, test } from 'vitest'
import { saidBy, secretIn } from './credits'

test('public credits are found by their address, wherever the pages are', () => {
  expect(secretIn('/credits/abc234', '')).toBe('abc234')
  expect(secretIn('/tutti/credits/abc234/', '/tutti')).toBe('abc234')
  for (const path of ['/', '/credits', '/credits/', '/credits/a/b', '/projects/prj_1/credits', '/credits/abc234']) {
    expect(secretIn(path, '/tutti')).toBe('')
  }
  expect(secretIn('/projects/prj_1/credits', '')).toBe('')
})

test('what somebody has said is what stands at any of their parts', () => {
  const line = { sub_gig_id: 'sub_1', title: 'Drums', name: 'Ama', role: 'drummer', own: false }
  expect(saidBy({ items: [line], countries: 1 })).toEqual({ made: false, agrees: undefined })
  expect(saidBy({ items: [line, { ...line, own: true, agrees: false }], countries: 1 })).toEqual({
    made: true,
    agrees: false,
  })
})
