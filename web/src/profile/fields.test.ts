import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { Profile } from '../contract/client'
import { fieldsOf, requestOf } from './fields'

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: {} })
})

const profile: Profile = {
  person_id: 'per_a',
  country: 'GH',
  zone: 'Africa/Accra',
  languages: ['en', 'ak'],
  capacity: 3,
  roles: [
    { role: 'drummer', rate_minor: 18050, currency: 'EUR' },
    { role: 'narrator', rate_minor: 5000, currency: 'JPY' },
    { role: 'singer' },
  ],
  hours: [{ day: 'mon', from: '09:00', to: '17:00' }],
  leave: [{ from: new Date(2026, 6, 1).toISOString(), to: new Date(2026, 6, 15).toISOString() }],
}

test('what is read and sent again without a change is the same', () => {
  const { person_id: _, ...rest } = profile
  expect(requestOf(fieldsOf(profile))).toEqual(rest)
})

test('rates are edited in whole units, and leave by its first and last day', () => {
  const fields = fieldsOf(profile)
  expect(fields.roles.map((one) => one.rate)).toEqual([180.5, 5000, ''])
  expect(fields.leave[0]).toEqual({ id: 0, from: '2026-07-01', to: '2026-07-14' })
})
