import { expect, test } from 'vitest'
import { peaksOf } from './peaks'

const sound = (...channels: number[][]) => ({
  length: channels[0]?.length ?? 0,
  numberOfChannels: channels.length,
  duration: 1.5,
  getChannelData: (channel: number) => Float32Array.from(channels[channel] ?? []),
})

test('peaks hold the least and greatest of every channel', () => {
  const peaks = peaksOf(sound([0.25, -0.5, 0, 0], [0, 0, 1, -1]))
  expect([...peaks.low]).toEqual([0, -0.5, 0, -1])
  expect([...peaks.high]).toEqual([0.25, 0, 1, 0])
  expect(peaks.seconds).toBe(1.5)
})

test('a long sound has a bounded number of columns, and none of its samples is left out', () => {
  const samples = new Array(12_345).fill(0)
  samples[12_344] = 0.75
  samples[0] = -0.75
  const peaks = peaksOf(sound(samples))
  expect(peaks.high.length).toBe(2000)
  expect(peaks.low[0]).toBe(-0.75)
  expect(peaks.high[1999]).toBe(0.75)
})
