import { expect, test } from 'vitest'
import { type Desk, levels, type Voice } from './levels'

const voices: Voice[] = [
  { id: 'new', lufs: -14, gainDB: -6, part: 'this' },
  { id: 'old', lufs: -20, gainDB: -6, part: 'before' },
  { id: 'bass', lufs: -18, gainDB: 0, part: 'other' },
]
const desk: Desk = {
  hearing: 'alone',
  before: false,
  equal: true,
  solo: new Set(),
  mute: new Set(),
  faders: new Map(),
}
const round = (of: Partial<Desk>) =>
  Object.fromEntries([...levels(voices, { ...desk, ...of })].map(([id, level]) => [id, Math.round(level * 100)]))

test('a delivery alone, in the mix and cut', () => {
  expect(round({})).toEqual({ new: 50, old: 0, bass: 0 })
  expect(round({ hearing: 'mix', equal: false })).toEqual({ new: 50, old: 0, bass: 100 })
  expect(round({ hearing: 'cut' })).toEqual({ new: 0, old: 0, bass: 100 })
})

test('the louder version is made as quiet as the other', () => {
  expect(round({ before: true })).toEqual({ new: 0, old: 100, bass: 0 })
  expect(round({ equal: false })).toEqual({ new: 100, old: 0, bass: 0 })
})

test('solo, mute and faders', () => {
  expect(round({ hearing: 'mix', solo: new Set(['bass']) })).toEqual({ new: 0, old: 0, bass: 100 })
  expect(round({ hearing: 'mix', mute: new Set(['bass']) })).toMatchObject({ bass: 0 })
  expect(round({ hearing: 'mix', faders: new Map([['bass', -6]]) })).toMatchObject({ bass: 50 })
})

test('silence is not made loud', () => {
  const silent = levels([{ id: 'a', lufs: -70, gainDB: 0, part: 'this' }, voices[1] as Voice], desk)
  expect(silent.get('a')).toBe(1)
})
