import { expect, test } from 'vitest'
import { extent, readWave } from './wave'

function dat(pairs: number[], version = 2): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(24 + pairs.length))
  ;[version, 1, 48_000, 512, pairs.length / 2, 1].forEach((value, at) => {
    view.setUint32(at * 4, value, true)
  })
  pairs.forEach((value, at) => {
    view.setInt8(24 + at, value)
  })
  return view.buffer
}

test('a waveform is read, and drawn from the stretches between two moments', () => {
  const wave = readWave(dat([-128, 0, -10, 127, -1, 1]))
  expect(wave.perSecond).toBe(93.75)
  expect(extent(wave, 0, 1 / 93.75)).toEqual([-1, 0])
  expect(extent(wave, 0, 1)).toEqual([-1, 1])
  expect(extent(wave, 2 / 93.75, 3 / 93.75)?.[1]).toBeCloseTo(1 / 127)
  expect(extent(wave, 1, 2)).toBeNull()
  expect(extent(wave, -1, 0)).toBeNull()
})

test('what says that it is longer than it is, is as long as it is; what is no waveform is refused', () => {
  const cut = dat([-1, 1, -2, 2]).slice(0, 27)
  expect(readWave(cut).pairs.length).toBe(2)
  expect(() => readWave(dat([], 1))).toThrow()
  expect(() => readWave(new ArrayBuffer(3))).toThrow()
})
