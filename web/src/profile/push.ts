// Lets this browser show what its person is told while no page is open (W3C Push API).
import { api, newKey, once, prefix } from '../contract/client'

const place = 'tutti-browser' // the id that the server has given to this browser

/** Why this browser cannot, if it cannot. */
export function hindrance(): 'unsupported' | 'denied' | '' {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unsupported'
  return Notification.permission === 'denied' ? 'denied' : ''
}

/** The id of this browser among those that show something; empty when it does not. */
export function thisBrowser(): string {
  return localStorage.getItem(place) ?? ''
}

export function keepBrowser(id: string): void {
  if (id) localStorage.setItem(place, id)
  else localStorage.removeItem(place)
}

/** Asks the person and then the browser's push service, and gives what the server has to know. */
export async function subscribe(key: string) {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied')
  await navigator.serviceWorker.register(`${prefix}/notices.js`)
  const worker = await navigator.serviceWorker.ready
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint = '', keys } = made.toJSON()
  return { endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' }, name: nameOf(navigator.userAgent) }
}

/** Ends it in the browser. The push service then answers the server that the browser has gone. */
export async function unsubscribe(): Promise<void> {
  keepBrowser('')
  const worker = await navigator.serviceWorker?.getRegistration()
  await (await worker?.pushManager.getSubscription())?.unsubscribe()
}

/** Ends it before somebody signs out: who comes next is not told what is not theirs. */
export async function leaveBrowser(): Promise<void> {
  const id = thisBrowser()
  if (!id) return
  const end = api.DELETE('/api/v1/me/push-subscriptions/{id}', {
    params: { path: { id }, header: once(newKey()) },
  })
  await Promise.allSettled([end, unsubscribe()])
}

/** What people call a browser, by what it says of itself. */
export function nameOf(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : (/(Firefox|Chrome|Safari)\//.exec(agent)?.[1] ?? 'Browser')
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'].find((name) => agent.includes(name))
  return system ? `${browser}, ${system}` : browser
}
