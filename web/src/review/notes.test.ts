import { expect, test } from 'vitest'
import type { Delivery, RoundNote } from '../contract/schema'
import { allNotes, beside, marksOf, placeOf } from './notes'

const review = (text: string, from_seconds?: number) =>
  ({ notes: [{ text, from_seconds }], decision: 'revise' }) as Delivery['reviews'][number]
const before = { version: 1, reviews: [review('a breath', 1.5)] } as Delivery
const delivery = {
  version: 2,
  reviews: [review('louder')],
  inspection: {
    findings: [
      { severity: 'warn', file: 'a.wav', from_seconds: 2, to_seconds: 3 },
      { severity: 'info', file: 'b.wav', to_seconds: 9 },
      { severity: 'block', message: 'too short' },
    ],
  },
} as unknown as Delivery

const waits = (text: string, from_seconds?: number) => ({ id: 'not_a', note: { text, from_seconds } }) as RoundNote

test('what was asked for comes first, what waits last', () => {
  const all = allNotes(delivery, before, [waits('new')])
  expect(all.map((one) => [one.note.text, one.version, one.waits?.id])).toEqual([
    ['a breath', 1, undefined],
    ['louder', 2, undefined],
    ['new', 2, 'not_a'],
  ])
})

test('marks are the places in the file that is looked at', () => {
  expect(marksOf(delivery, 'a.wav', [waits('here', 4)])).toEqual([
    { from: 2, to: 3, grave: true },
    { from: 4, to: undefined },
  ])
  expect(marksOf(delivery, 'b.wav', [])).toEqual([{ from: 0, to: 9, grave: false }])
})

test('a finding is gone to as a note is', () => {
  const area = { x: 0.1, y: 0.2, width: 0.3, height: 0.1 }
  const grave = { code: 'placeholder', severity: 'warn', message: 'TODO', file: 'a.pdf' } as const
  expect(placeOf({ ...grave, page: 3, area })).toEqual({ file: 'a.pdf', page: 3, area })
  expect(placeOf({ ...grave, to_seconds: 2 })).toEqual({ file: 'a.pdf', from_seconds: 0, to_seconds: 2 })
})

test('notes are walked in a ring', () => {
  expect([beside(3, -1, 1), beside(3, 2, 1), beside(3, -1, -1), beside(3, 0, -1), beside(0, -1, 1)]).toEqual([
    0, 0, 2, 2, -1,
  ])
})
