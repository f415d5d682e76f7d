import { expect, test } from 'vitest'
import type { SubGig } from '../contract/schema'
import { actsOf } from './acts'

const gig = (state: SubGig['state'], extras = 0) =>
  ({ state, extras: extras ? [{ key: 'double', title: 'A second voice', price_minor: 1 }] : [] }) as unknown as SubGig
const nobody = { seller: false, offered: false, producer: false, buyer: false }

test('each side is offered what it may do as things stand', () => {
  expect(actsOf(gig('offered'), { ...nobody, offered: true })).toEqual(['counter'])
  expect(actsOf(gig('working', 1), { ...nobody, seller: true })).toEqual([
    'extension',
    'change_order',
    'cancellation',
    'dispute',
    'step_out',
  ])
  expect(actsOf(gig('in_review', 1), { ...nobody, producer: true })).toEqual([
    'order',
    'change_order',
    'cancellation',
    'dispute',
  ])
  expect(actsOf(gig('disputed'), { ...nobody, seller: true })).toEqual(['settlement'])
  expect(actsOf(gig('approved'), { ...nobody, buyer: true })).toEqual(['rate', 'tip'])
  expect(actsOf(gig('working', 1), nobody)).toEqual([])
})
