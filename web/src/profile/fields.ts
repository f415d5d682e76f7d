import type { Profile, ProfileRequest } from '../contract/client'
import { minorsIn } from '../words/money'

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** What stands in the fields of a profile. A row has an id of its own while it is edited. */
export type Fields = {
  country: string
  zone: string
  languages: string[]
  capacity: number
  roles: { id: number; role: string; rate: number | ''; currency: string }[]
  hours: { id: number; day: string; from: string; to: string }[]
  leave: { id: number; from: string; to: string }[]
}

export function fieldsOf(profile: Profile): Fields {
  return {
    country: profile.country ?? '',
    zone: profile.zone ?? '',
    languages: profile.languages,
    capacity: profile.capacity,
    roles: profile.roles.map((one, id) => ({
      id,
      role: one.role,
      rate: one.rate_minor === undefined ? '' : one.rate_minor / minorsIn(one.currency ?? 'EUR'),
      currency: one.currency ?? '',
    })),
    hours: profile.hours.map((shift, id) => ({ id, ...shift })),
    leave: profile.leave.map((leave, id) => ({ id, from: localDay(leave.from), to: localDay(leave.to, -1) })),
  }
}

/** Makes what is sent of what stands in the fields. Leave lasts through its last day. */
export function requestOf(fields: Fields): ProfileRequest {
  return {
    country: fields.country || undefined,
    zone: fields.zone || undefined,
    languages: fields.languages,
    capacity: fields.capacity,
    roles: fields.roles.map((one) => ({
      role: one.role,
      ...(one.rate === ''
        ? {}
        : { rate_minor: Math.round(one.rate * minorsIn(one.currency)), currency: one.currency || undefined }),
    })),
    hours: fields.hours.map(({ day, from, to }) => ({ day, from, to })),
    leave: fields.leave.map((one) => ({ from: midnight(one.from, 0), to: midnight(one.to, 1) })),
  }
}

/** The day of a moment as a date field has it, where the reader is. */
function localDay(at: string, shiftMs = 0): string {
  const when = new Date(new Date(at).getTime() + shiftMs)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`
}

/** The beginning of a day where the reader is, some days later. */
function midnight(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + later).toISOString()
}
