import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

test('a faulty roster names every fault by its line and takes nobody; the mended one is taken', async () => {
  const buyer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await buyer.open('/roster')
  const head = 'handle,name,email,country,zone,languages,roles,capacity,hours,leave,kept,tags,note\n'
  const row = (handle: string, name: string, country: string) => `${handle},${name},,${country},,,,,,,,,\n`
  const file = (text: string) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const field = buyer.page.getByLabel('Drop a CSV file or choose one').and(buyer.page.locator('input'))
  await field.setInputFiles(
    file(
      head + row('ada-cole', 'Ada Cole', 'GB') + row('Not A Handle', '', 'GB') + row('bo-lind', 'Bo Lind', 'Sweden'),
    ),
  )
  const faults = buyer.page.getByRole('alert')
  await faults.getByText('bo-lind,Bo Lind,,Sweden').waitFor()
  expect(await faults.getByText('line 3:').count()).toBeGreaterThan(0)
  expect(await faults.getByText('line 4:').count()).toBeGreaterThan(0)
  await field.setInputFiles(file(head + row('ada-cole', 'Ada Cole', 'GB') + row('bo-lind', 'Bo Lind', 'SE')))
  await buyer.page.getByText('2 people in the file: 2 new').waitFor()
  await buyer.page.getByRole('link', { name: /Bo Lind/ }).click()
  await buyer.page.getByRole('heading', { name: 'Bo Lind', level: 1 }).waitFor()
  await buyer.page
    .getByText(/500 of 1.000 points/)
    .first()
    .waitFor()
  expect(buyer.faults.filter((fault) => !/status of 400/.test(fault))).toEqual([])
  await buyer.leave()
})

test('a seller keeps a profile, makes a token that is shown once, and ends it', async () => {
  const seller = await Person.come(browser, s.server, s.narrator, { scheme: 'dark', ...phone })
  await seller.open('/profile')
  const { page } = seller
  await page.getByLabel('At a time').fill('2')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.getByText('Your profile is kept.').waitFor()
  await page.reload()
  await seller.settled()
  expect(await page.getByLabel('At a time').inputValue()).toBe('2')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Take it along' }).click()
  expect((await coming).suggestedFilename()).toBe('theo-marsh-work-record.json')
  await page.getByLabel('What is it for?').fill('mixing desk')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const made = page.getByRole('status').filter({ hasText: 'Your new token' })
  expect(await made.locator('code').textContent()).toMatch(/^tut_/)
  await made.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByRole('button', { name: 'End the token mixing desk' }).click()
  await page.getByText('The token works no more.').waitFor()
  await page.getByRole('button', { name: 'Erase me' }).click()
  await page.getByLabel('Why?').fill('A test.')
  await page.getByLabel('Write theo-marsh to confirm').fill('theo')
  expect(await page.getByRole('button', { name: 'Erase for ever' }).isDisabled()).toBe(true)
  expect(seller.faults).toEqual([])
  await seller.leave()
})

test('a browser shows what its person is told while no page is open, and is taken away', async () => {
  const seller = await Person.come(browser, s.server, s.singer, { scheme: 'light', ...desktop })
  const { page, context } = seller
  await context.grantPermissions(['notifications'])
  // Push services are out on the network: this one is made up, and everything else is real.
  await context.addInitScript(() => {
    PushManager.prototype.subscribe = async () => {
      const made = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
      const raw = new Uint8Array(await crypto.subtle.exportKey('raw', made.publicKey))
      const text = (bytes: Uint8Array) =>
        btoa(String.fromCharCode(...bytes))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
      const keys = { p256dh: text(raw), auth: text(new Uint8Array(16)) }
      return { toJSON: () => ({ endpoint: 'http://127.0.0.1:65535/push/1', keys }) } as unknown as PushSubscription
    }
  })
  await seller.open('/profile')
  await page.getByRole('button', { name: 'Show it in this browser' }).click()
  const entry = page.getByRole('listitem').filter({ hasText: 'Chrome, Linux' })
  await entry.getByText('this one').waitFor()

  const cdp = await context.newCDPSession(page)
  const registered = new Promise<string>((found) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find((registration) => registration.scopeURL === `${s.server}/`)
      if (one) found(one.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: s.server,
    registrationId: await registered,
    data: JSON.stringify({ text: 'You are asked: Drums', page: '/sub-gigs/sub_1', tag: 'not_1' }),
  })
  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready
      return (await worker.getNotifications()).map((one) => one.body)
    })
  await expect.poll(shown, { timeout: 30_000 }).toEqual(['You are asked: Drums'])

  await entry.getByRole('button', { name: /Show nothing any more/ }).click()
  await page.getByText('It shows nothing any more.').waitFor()
  await page.getByRole('button', { name: 'Show it in this browser' }).waitFor()
  expect(seller.faults).toEqual([])
  await seller.leave()
})

test('Ctrl-K finds a sub-gig by a word of it, and keys alone go there', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await producer.open('/')
  const { page } = producer
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Projects, sub-gigs, people, pages' })
  await field.fill('captain')
  await page
    .getByRole('option', { name: /captain/i })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /captain/i, level: 1 }).waitFor()
  await page.getByRole('button', { name: 'About this page' }).click()
  await page.getByRole('dialog').getByText('The card on top has the one thing to do next.').waitFor()
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('notices are read at the bell, and an endpoint is made, given a new secret and removed', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'dark', ...desktop })
  await producer.open('/notices')
  const { page } = producer
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByRole('link', { name: 'Notices', exact: true }).waitFor()
  await producer.open(`/projects/${s.project}/webhooks`)
  await page.getByLabel('Address').fill('http://127.0.0.1:65535/hook')
  await page.getByRole('button', { name: 'Make the webhook' }).click()
  const secret = page.getByRole('status').filter({ hasText: 'The secret that signs' })
  const first = await secret.locator('code').textContent()
  expect(first).toMatch(/^whsec_/)
  await secret.getByRole('button', { name: 'I have kept it' }).click()
  const hook = page.getByRole('region', { name: 'http://127.0.0.1:65535/hook' })
  await hook.getByRole('button', { name: 'New secret' }).click()
  const second = await hook.getByRole('status').locator('code').textContent()
  expect(second).toMatch(/^whsec_/)
  expect(second).not.toBe(first)
  await hook.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('The webhook is gone.').waitFor()
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('a member is let in and out', async () => {
  const buyer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...phone })
  await buyer.open(`/projects/${s.project}/members`)
  const { page } = buyer
  await page.getByLabel('Handle').fill('theo-marsh')
  await page.getByRole('button', { name: 'Let in' }).click()
  await page.getByText('They are in.').waitFor()
  await page.getByRole('button', { name: /Let .* out/ }).click()
  await page.getByText('They are out.').waitFor()
  expect(buyer.faults).toEqual([])
  await buyer.leave()
})

test('a seller shows a sample of their work, and who casts hears it', async () => {
  const seller = await Person.come(browser, s.server, s.narrator, { scheme: 'light', ...phone })
  await seller.open('/profile')
  const mine = seller.page.getByRole('region', { name: 'Your reel' })
  await mine.getByLabel('Drop files here or choose them').setInputFiles(s.file)
  await mine.getByText('arrived whole').waitFor()
  await mine.getByLabel('What it is').fill('A night on the quay')
  await mine.getByRole('button', { name: 'Add it to the reel' }).click()
  await mine.getByRole('button', { name: 'Take away: A night on the quay' }).waitFor()

  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'dark', ...desktop })
  await producer.open(`/people/${s.narratorID}`)
  const reel = producer.page.getByRole('region', { name: 'Reel' })
  await reel.getByText('A night on the quay').waitFor()
  const sound = reel.locator('audio')
  await sound.evaluate((audio: HTMLAudioElement) => audio.play())
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.duration)).toBeCloseTo(5, 1)
  await producer.shot(s.shots, 'person-reel')
  await mine.getByRole('button', { name: 'Take away: A night on the quay' }).click()
  await seller.page.getByText('It is out of your reel.').waitFor()
  await expect.poll(() => mine.locator('audio').count()).toBe(0)
  expect([...seller.faults, ...producer.faults]).toEqual([])
  for (const person of [seller, producer]) await person.leave()
})

test('an operator has a backup taken', async () => {
  const operator = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await operator.open('/operator/health')
  await operator.page.getByText('None has been taken yet.').waitFor()
  await operator.page.getByRole('button', { name: 'Take a backup now' }).click()
  await operator.page.getByRole('cell', { name: /^tutti-\d{4}-/ }).waitFor()
  expect(operator.faults).toEqual([])
  await operator.leave()
})

test('an operation is read and tried', async () => {
  const seller = await Person.come(browser, s.server, s.narrator, { scheme: 'light', ...desktop })
  await seller.open('/programs')
  const { page } = seller
  await page.getByLabel('Look for an operation').fill('get-me')
  await page.getByRole('button', { name: /GET \/api\/v1\/me\b.*Says whose token/ }).click()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('"handle": "theo-marsh"').waitFor()
  expect(seller.faults).toEqual([])
  await seller.leave()
})

test('signing in works behind a proxy that takes a path prefix away', async () => {
  const person = await Person.come(browser, s.server, '', { scheme: 'light', ...desktop })
  const { page } = person
  // The proxy: what is asked under /studio goes to the server without it; nothing else is there. The server would write its
  // public address into its pages; here it has another one.
  await page.route('**/*', async (route) => {
    const asked = new URL(route.request().url())
    if (!asked.pathname.startsWith('/studio/')) return route.fulfill({ status: 404, body: 'nothing here' })
    const answer = await route.fetch({ url: s.server + asked.pathname.slice('/studio'.length) + asked.search })
    const body = (await answer.text())
      .replace('data-base=""', 'data-base="/studio"')
      .replace('<base href="/"', '<base href="/studio/"')
    const page = answer.headers()['content-type']?.startsWith('text/html')
    return route.fulfill(
      page ? { response: answer, body: body.replaceAll('"/sign-in', '"/studio/sign-in') } : { response: answer },
    )
  })
  await page.goto(`${s.server}/studio/`)
  await page.getByRole('link', { name: 'Sign in with your e-mail' }).click()
  await page.getByLabel('Your e-mail address').first().fill('nobody@example.org')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByLabel('The six digits in the letter').waitFor()
  expect(person.faults.filter((fault) => !/status of 401/.test(fault))).toEqual([])
  await person.leave()
})
