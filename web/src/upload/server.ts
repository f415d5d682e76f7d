import { api, ask, newKey, once, Problem } from '../contract/client'
import type { Server } from './send'

/** The real server behind an upload. Parts go to signed addresses, to which nobody says who they are. */
export const server: Server = {
  begin: (body) => ask(api.POST('/api/v1/uploads', { body, params: { header: once(newKey()) } })),
  sign: async (id, parts) =>
    (await ask(api.POST('/api/v1/uploads/{id}/sign', { body: { parts }, params: { path: { id } } }))).parts,
  complete: (id) =>
    ask(api.POST('/api/v1/uploads/{id}/complete', { params: { path: { id }, header: once(newKey()) } })),
  drop: async (id) => {
    await ask(api.DELETE('/api/v1/uploads/{id}', { params: { path: { id }, header: once(newKey()) } }))
  },
  put,
  hash,
  pause,
}

/** Sends one part. Only XMLHttpRequest tells how far a request has come. */
function put(url: string, bytes: Blob, told: (sent: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    signal.addEventListener('abort', stop, { once: true })
    request.upload.onprogress = (event) => told(event.loaded)
    request.onload = () => (request.status === 200 ? done() : failed(new Problem('unavailable', '')))
    request.onerror = () => failed(new Problem('offline', ''))
    request.onabort = () => failed(new Problem('offline', ''))
    request.onloadend = () => signal.removeEventListener('abort', stop)
    request.open('PUT', url)
    request.send(bytes)
  })
}

function hash(file: Blob, signal: AbortSignal): Promise<string> {
  const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<string>((done, failed) => {
    signal.addEventListener('abort', () => failed(signal.reason), { once: true })
    worker.onmessage = (message: MessageEvent<{ sha256?: string }>) =>
      message.data.sha256 ? done(message.data.sha256) : failed(new Problem('invalid', ''))
    worker.onerror = () => failed(new Problem('internal', ''))
    worker.postMessage(file)
  }).finally(() => worker.terminate())
}

/** Waits before a part is tried again; without a network, until there is one. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise((done) => setTimeout(done, ms))
  while (!navigator.onLine && !signal.aborted) {
    await new Promise((done) => {
      window.addEventListener('online', done, { once: true })
      signal.addEventListener('abort', done, { once: true })
    })
  }
}
