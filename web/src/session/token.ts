// How this browser says who it is. A cookie comes with every request by itself; without one a token can be pasted, which is
// kept for this tab alone and ends with it. Nothing else in the pages knows the difference.
import { api } from '../contract/client'

const place = 'tutti-token'

export function pastedToken(): string {
  return sessionStorage.getItem(place) ?? ''
}

export function keepToken(token: string): void {
  if (token) sessionStorage.setItem(place, token)
  else sessionStorage.removeItem(place)
}

/** Headers for requests that do not go through the client of the API. */
export function sessionHeaders(): Record<string, string> {
  const token = pastedToken()
  return token ? { Authorization: `Bearer ${token}` } : {}
}

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(sessionHeaders())) request.headers.set(name, value)
    return request
  },
})
