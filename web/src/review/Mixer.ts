// Plays many sounds in time: each is fetched in windows, and every window is given to one AudioContext with the moment at
// which it begins. So they start together, stay together, and a long project takes little memory.
import type { Deck } from './deck'

/** One sound: where it begins, and where it comes from. With a rate it is bare samples of 16 bits, else a file. */
export type Track = { id: string; offset: number; seconds: number; url: string; rate?: number; pan?: number }

export const windowSeconds = 5
const ahead = 2 * windowSeconds
const lead = 0.06 // between the order to play and the first sample
const kept = 8 // windows of each track
const rounding = 1e-6

type Voice = { gain: GainNode; until: number; sources: Set<AudioBufferSourceNode>; busy: boolean }

export class Mixer implements Deck {
  private context: AudioContext | null = null
  private readonly voices = new Map<string, Voice>()
  private readonly levels = new Map<string, number>()
  private readonly windows = new Map<string, Promise<AudioBuffer>>()
  private readonly ears = new Set<() => void>()
  private readonly tracks: Track[]
  private position = 0
  private began = 0 // time of the context at `position`; Infinity while the first windows are on their way
  private on = false
  private turn = 0 // tells an order apart from those before
  private timer = 0

  constructor(tracks: Track[]) {
    this.tracks = tracks
  }

  now = (): number => {
    if (!this.on || !this.context || this.began === Number.POSITIVE_INFINITY) return this.position
    return Math.min(this.seconds(), this.position + Math.max(0, this.context.currentTime - this.began))
  }
  seconds = (): number => this.tracks.reduce((most, one) => Math.max(most, one.offset + one.seconds), 0)
  playing = (): boolean => this.on

  seek = (seconds: number): void => {
    const again = this.on
    this.stop()
    this.position = Math.max(0, Math.min(this.seconds(), seconds))
    if (again) void this.start()
    this.tell()
  }

  toggle = (): void => {
    if (this.on) this.hold()
    else void this.start()
  }

  hold = (): void => {
    if (!this.on) return
    this.position = this.now()
    this.stop()
    this.tell()
  }

  listen = (ear: () => void): (() => void) => {
    this.ears.add(ear)
    return () => this.ears.delete(ear)
  }

  /** How loud each track is, as a factor; what is not named is silent. */
  level(levels: ReadonlyMap<string, number>): void {
    for (const track of this.tracks) {
      const level = levels.get(track.id) ?? 0
      this.levels.set(track.id, level)
      if (this.context) this.voices.get(track.id)?.gain.gain.setTargetAtTime(level, this.context.currentTime, 0.01)
    }
  }

  /** Where a track is fetched from henceforth. */
  address(id: string, url: string): void {
    const track = this.tracks.find((one) => one.id === id)
    if (track) track.url = url
  }

  close(): void {
    this.position = this.now()
    this.stop()
    this.ears.clear()
    this.windows.clear()
    void this.context?.close()
    this.context = null
    this.voices.clear()
  }

  private tell(): void {
    for (const ear of this.ears) ear()
  }

  private async start(): Promise<void> {
    if (this.position >= this.seconds() - 0.05) this.position = 0
    const turn = ++this.turn
    const context = this.open()
    this.on = true
    this.began = Number.POSITIVE_INFINITY
    this.tell()
    const from = this.position
    await Promise.all([context.resume(), ...this.tracks.map((track) => this.take(track, from).catch(() => undefined))])
    if (turn !== this.turn || !this.context) return // somebody stopped it, or jumped
    this.began = context.currentTime + lead
    for (const voice of this.voices.values()) voice.until = from
    this.fill(turn)
    this.timer = window.setInterval(() => this.fill(turn), 500)
    this.tell()
  }

  private stop(): void {
    this.turn++
    this.on = false
    window.clearInterval(this.timer)
    for (const voice of this.voices.values()) {
      for (const source of voice.sources) source.stop()
      voice.sources.clear()
      voice.busy = false
    }
  }

  private open(): AudioContext {
    if (this.context) return this.context
    const context = new AudioContext({ latencyHint: 'playback' })
    for (const track of this.tracks) {
      const gain = new GainNode(context, { gain: this.levels.get(track.id) ?? 0 })
      gain.connect(new StereoPannerNode(context, { pan: track.pan ?? 0 })).connect(context.destination)
      this.voices.set(track.id, { gain, until: 0, sources: new Set(), busy: false })
    }
    this.context = context
    return context
  }

  /** Keeps every track ahead of what is heard. */
  private fill(turn: number): void {
    if (this.now() >= this.seconds()) {
      this.position = this.seconds()
      this.stop()
      this.tell()
      return
    }
    for (const track of this.tracks) void this.extend(track, turn)
  }

  private async extend(track: Track, turn: number): Promise<void> {
    const voice = this.voices.get(track.id)
    if (!voice || voice.busy) return
    voice.busy = true
    try {
      while (turn === this.turn && voice.until < Math.min(this.now() + ahead, track.offset + track.seconds)) {
        const from = Math.max(voice.until, track.offset)
        const sound = await this.take(track, from)
        if (turn !== this.turn || !this.context) return
        const start = this.windowStart(track, from)
        this.schedule(voice, sound, start, from)
        const end = start + sound.duration
        voice.until = end > from + rounding ? end : Number.POSITIVE_INFINITY // it is a little shorter than was said
      }
    } catch {
      // It is tried again with the next tick; what is late by then is left out.
    } finally {
      if (turn === this.turn) voice.busy = false
    }
  }

  private schedule(voice: Voice, sound: AudioBuffer, start: number, from: number): void {
    if (!this.context) return
    const now = this.context.currentTime
    const when = this.began + (from - this.position)
    const late = Math.max(0, now - when)
    if (from - start + late >= sound.duration) return
    const source = new AudioBufferSourceNode(this.context, { buffer: sound })
    source.connect(voice.gain)
    source.start(Math.max(now, when), from - start + late)
    voice.sources.add(source)
    source.onended = () => {
      voice.sources.delete(source)
      source.disconnect()
    }
  }

  /** Where the window begins that has the moment in it; a file is one window. */
  private windowStart(track: Track, at: number): number {
    if (!track.rate) return track.offset
    return track.offset + Math.floor((at - track.offset) / windowSeconds + rounding) * windowSeconds
  }

  private take(track: Track, at: number): Promise<AudioBuffer> {
    const moment = Math.max(at, track.offset)
    if (moment >= track.offset + track.seconds) return Promise.reject(new Error('it has ended'))
    const key = `${track.id} ${this.windowStart(track, moment)}`
    const known = this.windows.get(key)
    if (known) return known
    const asked = this.bring(track, this.windowStart(track, moment) - track.offset)
    this.windows.set(key, asked)
    asked.catch(() => this.windows.delete(key))
    const oldest = this.windows.keys().next().value
    if (this.windows.size > kept * this.tracks.length && oldest !== undefined) this.windows.delete(oldest)
    return asked
  }

  private async bring(track: Track, from: number): Promise<AudioBuffer> {
    const context = this.open()
    if (!track.rate) return context.decodeAudioData(await bytesOf(track.url))
    const first = Math.round(from * track.rate) * 2
    const bytes = await bytesOf(track.url, first, first + Math.round(windowSeconds * track.rate) * 2 - 1)
    const samples = samplesOf(bytes)
    const sound = new AudioBuffer({ length: Math.max(1, samples.length), sampleRate: track.rate, numberOfChannels: 1 })
    sound.copyToChannel(samples, 0)
    return sound
  }
}

async function bytesOf(url: string, first?: number, last?: number): Promise<ArrayBuffer> {
  const headers: HeadersInit = first === undefined ? {} : { Range: `bytes=${first}-${last}` }
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`the sound answered ${response.status}`)
  const bytes = await response.arrayBuffer()
  return response.status === 200 && first !== undefined ? bytes.slice(first, (last ?? 0) + 1) : bytes
}

/** Samples of 16 bits, the low byte first, as numbers from -1 to 1. */
export function samplesOf(bytes: ArrayBuffer): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes)
  const samples = new Float32Array(bytes.byteLength >> 1)
  for (let at = 0; at < samples.length; at++) samples[at] = view.getInt16(at * 2, true) / 32768
  return samples
}
