// The service worker: shows what its person is told while no page is open. It is not built, so that its address stays.
self.addEventListener('push', (event) => {
  const { text, page, tag } = event.data.json()
  event.waitUntil(self.registration.showNotification('Tutti', { body: text, tag, data: page }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const address = new URL(event.notification.data.slice(1), self.registration.scope).href
  event.waitUntil(show(address))
})

/** Goes to the page where it is open, and opens it otherwise. */
async function show(address) {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = open.find((page) => page.url === address)
  return there ? there.focus() : self.clients.openWindow(address)
}
