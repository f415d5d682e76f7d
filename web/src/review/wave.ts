/** A sound as it is drawn: for each of `perSecond` stretches a second its least and its greatest sample, 8 bits each. */
export type Wave = { perSecond: number; pairs: Int8Array }

const head = 24

/** Reads the .dat format of audiowaveform: version 2, 8 bits, one channel. */
export function readWave(bytes: ArrayBuffer): Wave {
  const view = new DataView(bytes)
  if (bytes.byteLength < head || view.getInt32(0, true) !== 2 || view.getUint32(4, true) !== 1)
    throw new Error('this is no waveform of 8 bits')
  const count = Math.min(view.getUint32(16, true), (bytes.byteLength - head) >> 1)
  return { perSecond: view.getInt32(8, true) / view.getInt32(12, true), pairs: new Int8Array(bytes, head, count * 2) }
}

/** The least and the greatest sample between two moments, from -1 to 1; null where there is no sound. */
export function extent(wave: Wave, from: number, to: number): [number, number] | null {
  const count = wave.pairs.length / 2
  const first = Math.max(0, Math.floor(from * wave.perSecond))
  const last = Math.min(count - 1, Math.max(first, Math.ceil(to * wave.perSecond) - 1))
  if (to <= 0 || first >= count) return null
  let low = 127
  let high = -128
  for (let at = first; at <= last; at++) {
    low = Math.min(low, wave.pairs[at * 2] as number)
    high = Math.max(high, wave.pairs[at * 2 + 1] as number)
  }
  return [low / 128, high / 127]
}
