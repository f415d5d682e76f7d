import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Problem } from '../contract/problem'
import type { Upload } from '../contract/schema'
import { type Progress, type Server, send } from './send'

const part = 1000
const place = { project_id: 'prj_a', sub_gig_id: 'sub_a' }
const never = new AbortController().signal

/** A server that keeps parts in memory, and fails as it is told. */
class Kept implements Server {
  parts = new Map<number, Uint8Array>()
  puts: number[] = []
  signs = 0
  fingerprints = new Set<string>()
  dropped = 0
  fail: (number: number, tried: number) => Problem | null = () => null
  flip = false
  private tried = new Map<number, number>()
  private size = 0

  begin = async (request: Parameters<Server['begin']>[0]) => {
    this.fingerprints.add(request.fingerprint)
    this.size = request.size
    return this.view('open')
  }
  sign = async (_: string, numbers: number[]) => {
    this.signs++
    return numbers.map((number) => ({ number, url: `put/${number}`, size: 0 }))
  }
  put = async (url: string, bytes: Blob, told: (sent: number) => void) => {
    const number = Number(url.split('/')[1])
    const tried = (this.tried.get(number) ?? 0) + 1
    this.tried.set(number, tried)
    told(bytes.size / 2)
    const problem = this.fail(number, tried)
    if (problem) throw problem
    this.puts.push(number)
    this.parts.set(number, new Uint8Array(await bytes.arrayBuffer()))
  }
  complete = async () => this.view('ready')
  drop = async () => {
    this.dropped++
  }
  hash = async (file: Blob) =>
    createHash('sha256')
      .update(new Uint8Array(await file.arrayBuffer()))
      .digest('hex')
  pause = async () => undefined

  private view(state: Upload['state']): Upload {
    const sum = createHash('sha256')
    for (const number of [...this.parts.keys()].sort((a, b) => a - b))
      sum.update(this.parts.get(number) ?? new Uint8Array())
    if (this.flip) sum.update('x')
    return {
      id: 'upl_a',
      size: this.size,
      part_size: part,
      parts: Math.max(1, Math.ceil(this.size / part)),
      done: [...this.parts.keys()],
      state,
      sha256: sum.digest('hex'),
    } as Upload
  }
}

function file(size: number): File {
  return new File([Uint8Array.from({ length: size }, (_, at) => (at * 7) % 256)], 'take.wav', { type: 'audio/wav' })
}

test('a file goes up whole, in parts, and the last word is its full size', async () => {
  const server = new Kept()
  const told: Progress[] = []
  await send(server, file(10_500), place, (progress) => told.push(progress), never)
  expect([...server.puts].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(told.at(-1)).toEqual({ phase: 'checking', sent: 10_500, size: 10_500, resumed: 0 })
  expect(Math.max(...told.map((one) => one.sent))).toBe(10_500)
})

test('what is cut goes on where it stopped, by the same fingerprint', async () => {
  const server = new Kept()
  server.fail = (number) => (number > 4 ? new Problem('forbidden', 'cut') : null)
  await expect(send(server, file(10_000), place, () => undefined, never)).rejects.toThrow('cut')
  const before = server.puts.length
  expect(before).toBe(4)
  server.fail = () => null
  const told: Progress[] = []
  await send(server, file(10_000), place, (progress) => told.push(progress), never)
  expect(server.puts.length).toBe(10)
  expect(new Set(server.puts).size).toBe(10)
  expect(server.fingerprints.size).toBe(1)
  expect(told[0]).toEqual({ phase: 'sending', sent: 4000, size: 10_000, resumed: 4000 })
})

test('a part that fails is tried again at a new address, and not for ever', async () => {
  const server = new Kept()
  server.fail = (number, tried) => (number === 2 && tried < 3 ? new Problem('unavailable', '') : null)
  await send(server, file(3000), place, () => undefined, never)
  expect(server.puts.length).toBe(3)
  expect(server.signs).toBeGreaterThanOrEqual(3)
  const away = new Kept()
  away.fail = () => new Problem('offline', '')
  await expect(send(away, file(3000), place, () => undefined, never)).rejects.toMatchObject({ code: 'offline' })
})

test('other bytes than were read are thrown away', async () => {
  const server = new Kept()
  server.flip = true
  await expect(send(server, file(1500), place, () => undefined, never)).rejects.toMatchObject({ code: 'conflict' })
  expect(server.dropped).toBe(1)
})

test('an empty file is one part', async () => {
  const server = new Kept()
  await send(server, file(0), place, () => undefined, never)
  expect(server.puts).toEqual([1])
})
