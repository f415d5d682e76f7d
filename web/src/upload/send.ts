// Sends a file in parts: what has arrived stays, so that a cut costs one part, on another day and on another device too.
import { Problem, problemOf } from '../contract/problem'
import type { SignedPart, Upload } from '../contract/schema'
import { SHA256 } from './sha256'

/** Where a file goes. */
export type Place = {
  project_id?: string // left out for a source and for a reel
  sub_gig_id?: string
  reference?: string
  requirement?: string
  source?: boolean // it is to be split, and belongs to no project yet
  attachment?: boolean // it goes with a message
  reel?: boolean // it is a sample of one's work
}

/** What the server does for an upload. The page gives the API; a test gives its own. */
export type Server = {
  begin: (request: Place & { name: string; size: number; type: string; fingerprint: string }) => Promise<Upload>
  sign: (id: string, parts: number[]) => Promise<SignedPart[]>
  put: (url: string, bytes: Blob, told: (sent: number) => void, signal: AbortSignal) => Promise<void>
  complete: (id: string) => Promise<Upload>
  drop: (id: string) => Promise<void>
  hash: (file: Blob, signal: AbortSignal) => Promise<string>
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

export type Progress = { phase: 'sending' | 'checking'; sent: number; size: number; resumed: number }

/** How many parts are on their way at once, how many addresses are asked for at once, and how often a part is tried. */
const limits = { parallel: 3, signed: 24, tries: 6 }

/** Sends a file, or what is missing of it, and gives the upload once the server has read the same bytes. */
export async function send(
  server: Server,
  file: File,
  place: Place,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Upload> {
  const hash = server.hash(file, signal)
  hash.catch(() => undefined) // it is awaited at the end
  const upload = await server.begin({
    ...place,
    name: file.name,
    size: file.size,
    type: file.type,
    fingerprint: await fingerprint(file),
  })
  const sent = upload.state === 'open' ? await new Parts(server, file, upload, tell, signal).send() : upload
  const whole = sent.state === 'ready' ? sent : await server.complete(sent.id)
  if (whole.sha256 === (await hash)) return whole
  await server.drop(whole.id)
  throw new Problem('conflict', 'The file changed while it was sent. Send it again.')
}

const endBytes = 64 << 10

/** Knows a file again, on any device, by its size and both its ends. */
export async function fingerprint(file: Blob): Promise<string> {
  const sum = new SHA256().add(new TextEncoder().encode(`${file.size}\n`))
  for (const part of [file.slice(0, endBytes), file.slice(Math.max(0, file.size - endBytes))]) {
    sum.add(new Uint8Array(await part.arrayBuffer()))
  }
  return sum.hex()
}

class Parts {
  private readonly queue: number[]
  private readonly urls = new Map<number, string>()
  private readonly moving = new Map<number, number>() // bytes of parts that are under way
  private readonly resumed: number
  private arrived: number
  private readonly server: Server
  private readonly file: Blob
  private readonly upload: Upload
  private readonly tell: (progress: Progress) => void
  private readonly stop = new AbortController()

  constructor(server: Server, file: Blob, upload: Upload, tell: (progress: Progress) => void, signal: AbortSignal) {
    this.server = server
    this.file = file
    this.upload = upload
    this.tell = tell
    signal.addEventListener('abort', () => this.stop.abort(signal.reason), { once: true })
    if (signal.aborted) this.stop.abort(signal.reason)
    const done = new Set(upload.done)
    this.queue = Array.from({ length: upload.parts }, (_, at) => at + 1).filter((number) => !done.has(number))
    this.resumed = upload.done.reduce((sum, number) => sum + this.size(number), 0)
    this.arrived = this.resumed
  }

  async send(): Promise<Upload> {
    this.report()
    try {
      await Promise.all(Array.from({ length: limits.parallel }, () => this.work()))
    } catch (cause) {
      this.stop.abort(cause) // the other parts are not sent for nothing
      throw cause
    }
    this.tell({ phase: 'checking', sent: this.upload.size, size: this.upload.size, resumed: this.resumed })
    return this.upload
  }

  private async work(): Promise<void> {
    for (let number = this.queue.shift(); number !== undefined; number = this.queue.shift()) await this.one(number)
  }

  private async one(number: number): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        const from = (number - 1) * this.upload.part_size
        const bytes = this.file.slice(from, from + this.size(number))
        const url = await this.address(number)
        await this.server.put(url, bytes, (sent) => this.move(number, sent), this.stop.signal)
        this.moving.delete(number)
        this.arrived += this.size(number)
        this.report()
        return
      } catch (cause) {
        this.move(number, 0)
        this.stop.signal.throwIfAborted()
        const problem = problemOf(cause)
        if (tried >= limits.tries || !problem.passes) throw problem
        await this.server.pause(500 * 2 ** tried, this.stop.signal)
      }
    }
  }

  /** The address of a part. Those that follow are asked for with it; a second try of a part asks anew, for they expire. */
  private async address(number: number): Promise<string> {
    const known = this.urls.get(number)
    if (known) {
      this.urls.delete(number)
      return known
    }
    const next = this.queue.filter((other) => !this.urls.has(other)).slice(0, limits.signed - 1)
    for (const part of await this.server.sign(this.upload.id, [number, ...next])) this.urls.set(part.number, part.url)
    const url = this.urls.get(number)
    this.urls.delete(number)
    if (!url) throw new Problem('internal', '')
    return url
  }

  private size(number: number): number {
    return Math.min(this.upload.part_size, this.upload.size - (number - 1) * this.upload.part_size)
  }

  private move(number: number, sent: number): void {
    this.moving.set(number, sent)
    this.report()
  }

  private report(): void {
    const sent = this.arrived + [...this.moving.values()].reduce((sum, one) => sum + one, 0)
    this.tell({
      phase: 'sending',
      sent: Math.min(sent, this.upload.size),
      size: this.upload.size,
      resumed: this.resumed,
    })
  }
}
