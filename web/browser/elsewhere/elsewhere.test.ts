import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone } from '../stage'

/** What TestPagesElsewhere has made ready. */
type Elsewhere = {
  server: string
  project: string
  art: string
  later: string
  operator: string
  seller: string
  stranger: string
  title: string
  shots: string
}

const s = JSON.parse(process.env.TUTTI_STAGE ?? '{}') as Elsewhere
let browser: Browser
let operator: Person
let seller: Person
let stranger: Person

/** What ran in a page although it was text, and what its policy stopped: neither may happen. */
const ran: string[] = []

async function come(link: string, look: { width: number; height: number }): Promise<Person> {
  const person = await Person.come(browser, s.server, '', { scheme: 'light', ...look })
  person.context.on('page', watch)
  for (const page of person.context.pages()) watch(page)
  await person.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  if (!link) return person
  await person.page.goto(link)
  await person.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await person.page.waitForURL(`${s.server}/`)
  await person.settled()
  return person
}

function watch(page: Person['page']): void {
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
}

/** What consoles complained of, but for answers that refuse and for the network that a test took away. */
function complaints(person: Person): string[] {
  return person.faults.filter((fault) => !/status of (401|404)|ERR_INTERNET_DISCONNECTED/.test(fault))
}

beforeAll(async () => {
  browser = await launch()
  operator = await come(s.operator, desktop)
  seller = await come(s.seller, phone)
  stranger = await come(s.stranger, desktop)
})
afterAll(() => browser?.close())

test('a mailed link lets in once, for this browser, under the path of the proxy', async () => {
  expect(await seller.page.evaluate(() => sessionStorage.getItem('tutti-token'))).toBeNull()
  await seller.page.reload()
  await seller.settled()
  const again = await come('', desktop)
  await again.page.goto(s.seller)
  await again.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await again.page.getByText(/used already/).waitFor()
  await again.open('/')
  await again.page.getByRole('heading', { name: 'Sign in to Tutti' }).waitFor()
  await again.leave()
  expect(complaints(seller)).toEqual([])
})

test('a file that wants to run is sent, delivered, reviewed and fetched, and nothing runs', async () => {
  await seller.open(`/sub-gigs/${s.art}`)
  await seller.page.getByRole('button', { name: 'Accept' }).click()
  await seller.page.getByRole('heading', { name: 'Make it and deliver' }).waitFor()
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(6)"><script>alert(7)</script>' +
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(8)"/></body></foreignObject></svg>'
  await seller.page
    .getByLabel('Drop files here or choose them')
    .setInputFiles({ name: 'x onerror=alert(9) &quot;.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) })
  await seller.page.getByText('arrived whole').waitFor()
  await seller.page.getByLabel(/A note for the reviewer/).fill('<img src=x onerror=alert(10)>')
  await seller.page.getByRole('button', { name: 'Deliver' }).click()
  await seller.page.getByText('The producer reviews your delivery.').waitFor({ timeout: 60_000 })

  const deliveries = `${s.server}/api/v1/sub-gigs/${s.art}/deliveries`
  const [delivery] = (await (await operator.context.request.get(deliveries)).json()).items
  await operator.open(`/deliveries/${delivery.id}`)
  await operator.page.getByText('<img src=x onerror=alert(10)>').first().waitFor()
  // The file by its own address: it is handed out to be saved, and no browser shows it on this origin.
  const link = await operator.page.locator('a[download]').first().getAttribute('href')
  expect(link).toContain(s.server)
  const answer = await operator.context.request.get(link ?? '')
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-disposition']).toMatch(/^attachment/)
  expect(answer.headers()['content-security-policy']).toContain('sandbox')
  expect(answer.headers()['x-content-type-options']).toBe('nosniff')
  const saved = operator.page.waitForEvent('download')
  await operator.page.evaluate((to) => {
    window.location.href = to ?? ''
  }, link)
  await saved

  await operator.page.getByRole('button', { name: 'Approve', exact: true }).click()
  await operator.page.getByText('Decided. The seller is told.').waitFor()
  for (const path of [
    '/',
    ...['', '/so-far', '/budget', '/activity', '/timeline', '/graph', '/map', '/casting', '/members'].map(
      (part) => `/projects/${s.project}${part}`,
    ),
  ]) {
    await operator.open(path)
    expect(await operator.page.locator('svg[onload], img[src="x"], #root script').count(), path).toBe(0)
  }
  await operator.open(`/sub-gigs/${s.art}`)
  expect(await operator.page.locator('a[href^="javascript:"]').count()).toBe(0)
  expect(ran).toEqual([])
  expect([...complaints(operator), ...complaints(seller)]).toEqual([])
})

test('two tabs share one event stream, and the second follows when the first is closed', async () => {
  const open = new Set<unknown>()
  let most = 0
  let begun = 0
  operator.context.on('request', (request) => {
    if (!request.url().endsWith('/events/stream')) return
    open.add(request)
    begun++
    most = Math.max(most, open.size)
  })
  operator.context.on('requestfinished', (request) => open.delete(request))
  operator.context.on('requestfailed', (request) => open.delete(request))
  const first = operator.page
  await operator.open(`/projects/${s.project}`)
  await first.getByText('Live', { exact: true }).waitFor()
  const second = await operator.context.newPage()
  watch(second)
  await second.goto(`${s.server}/projects/${s.project}`)
  await second.getByText('Live', { exact: true }).waitFor()

  await seller.open(`/sub-gigs/${s.later}`)
  await seller.page.getByRole('button', { name: 'Ask first' }).click()
  await seller.page.getByLabel('Your question').fill('In colour?')
  await seller.page.getByRole('button', { name: 'Send' }).click()
  for (const page of [first, second]) await page.getByText('Answer', { exact: true }).first().waitFor()
  expect([most, begun]).toEqual([1, 1])

  const taken = second.waitForRequest((request) => request.url().endsWith('/events/stream'))
  await first.goto('about:blank')
  await taken
  await second.getByText('Live', { exact: true }).waitFor()
  expect(most).toBe(1)
  await second.close()
})

test('without a network the pages say so, also one that was not open before, and go on when it is back', async () => {
  await operator.open(`/projects/${s.project}`)
  await operator.context.setOffline(true)
  await operator.page.getByText('You are offline').waitFor()
  await operator.page.getByRole('link', { name: 'New project' }).first().click()
  await operator.page.getByText('Not reachable right now').waitFor()
  expect(new URL(operator.page.url()).origin).toBe(new URL(s.server).origin)
  await operator.context.setOffline(false)
  await operator.page.getByText('You are offline').waitFor({ state: 'detached' })
  await operator.page.getByRole('heading', { name: 'New project', level: 1 }).waitFor()
  expect(complaints(operator)).toEqual([])
})

test('a stranger sees nothing, and whoever is not signed in is asked to', async () => {
  const paths = [
    `/projects/${s.project}`,
    ...['so-far', 'budget', 'activity', 'timeline', 'graph', 'map', 'members'].map(
      (part) => `/projects/${s.project}/${part}`,
    ),
    `/sub-gigs/${s.art}`,
  ]
  const nobody = await come('', desktop)
  for (const path of paths) {
    await stranger.page.goto(s.server + path)
    await stranger.page.getByText('Nothing to see here').first().waitFor()
    expect(await stranger.page.content(), path).not.toContain('Ferry')
    await nobody.page.goto(s.server + path)
    await nobody.page.getByRole('heading', { name: 'Sign in to Tutti' }).waitFor()
    expect(await nobody.page.content(), path).not.toContain('Ferry')
  }
  await stranger.open('/')
  expect(await stranger.page.content()).not.toContain('Ferry')
  expect([...complaints(stranger), ...complaints(nobody)]).toEqual([])
  await nobody.leave()
})
