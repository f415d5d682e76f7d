import { afterEach, expect, test, vi } from 'vitest'
import { Live, type News } from './live'

afterEach(() => vi.unstubAllGlobals())

/** A server whose streams say something once and stay open until they are given up; it writes down what was asked for. */
function serving(says: Record<string, string>) {
  const asked: string[] = []
  vi.stubGlobal('fetch', (address: string, { signal }: { signal: AbortSignal }) => {
    asked.push(address)
    const body = new ReadableStream<Uint8Array>({
      start(out) {
        const found = Object.entries(says).find(([part]) => address.includes(part))
        out.enqueue(new TextEncoder().encode(found?.[1] ?? ''))
        signal.addEventListener('abort', () => out.error(new Error('given up')))
      },
    })
    return Promise.resolve(new Response(body))
  })
  return asked
}

test('while no project is looked at, what the person is told is followed, and then the project alone', async () => {
  const asked = serving({
    'me/notices': 'retry: 1000\n\nevent: notice\ndata: {"id":"not_1","kind":"offer"}\n\n',
    'projects/prj_1': 'id: 4\n\nevent: notice\ndata: {}\n\nid: 5\nevent: offer.made\ndata: {"seq":5}\n\n',
  })
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('sessionStorage', { getItem: () => null })
  const live = new Live('per_1')
  const heard: News[] = []
  live.listen((news) => heard.push(news))
  const notices = () => heard.filter((news) => news.kind === 'notices').length
  await vi.waitFor(() => expect(notices()).toBe(2), 30_000) // when it is connected, and when one has come
  live.watch('prj_1')
  await vi.waitFor(() => expect(heard.at(-1)?.kind).toBe('event'), 30_000)
  expect(notices()).toBe(4)
  expect(heard.filter((news) => news.kind === 'event').map((news) => news.event.seq)).toEqual([5])
  expect(asked.map((address) => address.replace(/.*\/v1/, ''))).toEqual([
    '/me/notices/stream',
    '/projects/prj_1/events/stream',
  ])
  live.close()
}, 90_000)
