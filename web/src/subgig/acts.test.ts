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
    'release',
    'call_off',
  ])
  expect(actsOf(gig('disputed'), { ...nobody, seller: true })).toEqual(['settlement', 'appeal'])
  const last = { ...gig('disputed'), dispute: { stage: 'operator' } } as SubGig
  expect(actsOf(last, { ...nobody, seller: true })).toEqual(['settlement'])
  expect(actsOf(gig('approved'), { ...nobody, producer: true })).toEqual(['rate', 'reopen'])
  expect(actsOf({ ...gig('casting'), reopened: true }, { ...nobody, producer: true })).toEqual(['restore'])
  expect(actsOf(gig('waiting'), { ...nobody, buyer: true })).toEqual(['call_off'])
  expect(actsOf(gig('approved'), { ...nobody, buyer: true })).toEqual(['rate', 'tip'])
  expect(actsOf(gig('working', 1), nobody)).toEqual([])
})
