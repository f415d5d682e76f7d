// The client of the API. Pages call `api` through `ask`; who speaks is the business of session/.
import createClient from 'openapi-fetch'
import { isDocument, Problem, problemOf } from './problem'
import type { paths } from './schema'

export { Problem, problemOf } from './problem'

export type * from './schema'

/** The path under which the server has its pages, without the last slash: '' or '/tutti'. */
export const prefix = new URL('.', document.baseURI).pathname.replace(/\/$/, '')

export const api = createClient<paths>({ baseUrl: window.location.origin + prefix })

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** Gives what the server answered, or throws a Problem. */
export async function ask<T>(answer: Promise<Answer<T>>): Promise<T> {
  let got: Answer<T>
  try {
    got = await answer
  } catch (cause) {
    throw problemOf(cause)
  }
  if (got.error !== undefined) throw isDocument(got.error) ? problemOf(got.error) : strange(got.response)
  return got.data as T
}

/** A proxy in between answers in its own words, which are not for people. */
function strange(response: Response): Problem {
  return new Problem(response.status >= 500 ? 'unavailable' : 'internal', `${response.status} ${response.statusText}`)
}

/** The header of a command: one key for all repeats of one press of a button. */
export function once(key: string): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key }
}

/** A new key for a command. It needs no secure context, which an address within a house is not. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Walks a list that comes in parts, at most `parts` of them. What has come is told when it has doubled, so that the beginning
 * of a long list is shown at once and thousands are not drawn anew for each part.
 */
export async function all<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; next?: string }>,
  parts: number,
  tell?: (some: T[]) => void,
): Promise<{ items: T[]; more: boolean }> {
  const items: T[] = []
  let cursor: string | undefined
  let told = 0
  for (let part = 0; part < parts; part++) {
    const got = await page(cursor)
    items.push(...got.items)
    cursor = got.next
    if (!cursor) return { items, more: false }
    if (tell && items.length >= 2 * told) {
      tell([...items])
      told = items.length
    }
  }
  return { items, more: true }
}
