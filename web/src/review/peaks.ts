/** A sound in so many columns: the least and the greatest sample of each, from -1 to 1. */
export type Peaks = { seconds: number; low: Float32Array; high: Float32Array }

const columns = 2000

/** Reads a sound and finds its peaks. It is decoded at a low rate, which is enough to be looked at and spares memory. */
export async function readPeaks(url: string, signal: AbortSignal): Promise<Peaks> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`the sound answered ${response.status}`)
  const context = new OfflineAudioContext(1, 1, 8000)
  return peaksOf(await context.decodeAudioData(await response.arrayBuffer()))
}

/** Finds the peaks of a file that is still the reader's own. */
export async function peaksOfFile(file: File): Promise<Peaks> {
  return peaksOf(await new OfflineAudioContext(1, 1, 8000).decodeAudioData(await file.arrayBuffer()))
}

/** Finds the peaks over all channels. */
export function peaksOf(
  sound: Pick<AudioBuffer, 'length' | 'numberOfChannels' | 'getChannelData' | 'duration'>,
): Peaks {
  const count = Math.max(1, Math.min(columns, sound.length))
  const peaks: Peaks = { seconds: sound.duration, low: new Float32Array(count), high: new Float32Array(count) }
  for (let channel = 0; channel < sound.numberOfChannels; channel++) {
    const samples = sound.getChannelData(channel)
    for (let column = 0; column < count; column++) {
      const end = Math.floor(((column + 1) * sound.length) / count)
      for (let at = Math.floor((column * sound.length) / count); at < end; at++) {
        const sample = samples[at] as number
        if (sample < (peaks.low[column] as number)) peaks.low[column] = sample
        if (sample > (peaks.high[column] as number)) peaks.high[column] = sample
      }
    }
  }
  return peaks
}
