// One event stream for all tabs of a browser: whichever tab holds the lock follows the log of the project that was looked at
// last, and tells the others what happens; while none is looked at, it follows what the person is told. The log of a project says
// that too, so one connection is enough. HTTP/1.1 allows six connections, which pages and uploads need themselves.
import type { Event } from '../contract/client'
import { prefix } from '../contract/client'
import { sessionHeaders } from '../session/token'
import { Parser } from './sse'

/** What a tab hears: something happened in a project, everything may have changed, whether anybody listens, or that there may be other notices. */
export type News =
  | { kind: 'event'; project: string; event: Event }
  | { kind: 'resync'; project: string }
  | { kind: 'state'; project: string; live: boolean }
  | { kind: 'notices' }

type Word = News | { kind: 'watch'; project: string }

const retryAfter = [500, 1000, 2000, 5000, 10_000]

export class Live {
  private readonly channel: BroadcastChannel
  private readonly places = new Map<string, string>() // id of the last event seen, by project
  private readonly ears = new Set<(news: News) => void>()
  private readonly end = new AbortController()
  private watched = ''
  private leads = false
  private connected = false
  private current: AbortController | null = null

  /** Tabs of one person hear each other; tokens of several people may be in one browser. */
  constructor(person: string) {
    this.channel = new BroadcastChannel(`tutti-live-${person}`)
    this.channel.onmessage = (message: MessageEvent<Word>) => this.hear(message.data)
    void this.lead(`tutti-live-${person}`)
  }

  listen(ear: (news: News) => void): () => void {
    this.ears.add(ear)
    return () => this.ears.delete(ear)
  }

  /** Says that this tab looks at a project. The tab that was looked at last decides what is followed. */
  watch(project: string): void {
    this.channel.postMessage({ kind: 'watch', project } satisfies Word)
    this.hear({ kind: 'watch', project })
  }

  close(): void {
    this.end.abort()
    this.current?.abort()
    this.channel.close()
    this.ears.clear()
  }

  private async lead(name: string): Promise<void> {
    if (!navigator.locks) return this.follow() // no secure context: this tab speaks for itself
    try {
      await navigator.locks.request(name, { signal: this.end.signal }, () => this.follow())
    } catch (cause) {
      if (!this.end.signal.aborted) throw cause
    }
  }

  private hear(word: Word): void {
    if (word.kind !== 'watch') {
      for (const ear of this.ears) ear(word)
      return
    }
    if (word.project === this.watched) {
      if (this.leads) this.say({ kind: 'state', project: word.project, live: this.connected })
      return
    }
    this.watched = word.project
    this.current?.abort() // follow goes on with the other project
  }

  private say(news: News): void {
    if (this.end.signal.aborted) return
    this.channel.postMessage(news)
    for (const ear of this.ears) ear(news)
  }

  private async follow(): Promise<void> {
    this.leads = true
    for (let failures = 0; !this.end.signal.aborted; ) {
      const project = this.watched
      this.current = new AbortController()
      failures = (await this.read(project, this.current.signal)) ? 0 : failures + 1
      this.connected = false
      this.say({ kind: 'state', project, live: false })
      if (project === this.watched && !this.end.signal.aborted) {
        await pause(retryAfter[Math.min(failures, retryAfter.length - 1)] ?? 0, this.current.signal)
      }
    }
  }

  /** Reads one connection to its end and reports whether it began. */
  private async read(project: string, signal: AbortSignal): Promise<boolean> {
    let began = false
    try {
      const headers: Record<string, string> = { ...sessionHeaders(), Accept: 'text/event-stream' }
      const place = this.places.get(project)
      if (place) headers['Last-Event-ID'] = place
      const address = `${prefix}/api/v1/${project ? `projects/${project}/events` : 'me/notices'}/stream`
      const response = await fetch(address, { headers, signal, cache: 'no-store' })
      if (!response.ok || !response.body) return false
      began = true
      this.connected = true
      this.say({ kind: 'state', project, live: true })
      this.say({ kind: 'notices' }) // they may have changed before
      const parser = new Parser()
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (let got = await reader.read(); !got.done; got = await reader.read()) {
        for (const message of parser.feed(got.value)) this.take(project, message.id, message.event, message.data)
      }
    } catch {
      // The connection was cut, or somebody looks at another project now: the loop connects again.
    }
    return began
  }

  private take(project: string, id: string, event: string, data: string): void {
    if (event !== 'notice' && id) this.places.set(project, id)
    if (event === 'notice') this.say({ kind: 'notices' })
    else if (event === 'resync') this.say({ kind: 'resync', project })
    else if (data) this.say({ kind: 'event', project, event: JSON.parse(data) as Event })
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        done()
      },
      { once: true },
    )
  })
}
