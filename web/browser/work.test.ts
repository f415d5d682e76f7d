import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, launch, Person, phone, stage } from './stage'

const s = stage()
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

test('a seller signs in, takes an offer on a phone, and the producer sees it without asking', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await producer.open(`/projects/${s.project}`)
  await producer.page.getByText('Live', { exact: true }).waitFor()
  const seller = await Person.come(browser, s.server, '', { scheme: 'dark', ...phone })
  await seller.open('/')
  await seller.page.getByLabel('Access token').fill(s.passenger)
  await seller.page.getByRole('button', { name: 'Use the token' }).click()
  await seller.page.getByRole('link', { name: /You are offered The passenger/ }).click()
  await seller.page.getByRole('button', { name: 'Accept' }).click()
  await seller.page.getByRole('heading', { name: 'Make it and deliver' }).waitFor()

  const working = producer.page.getByRole('region', { name: /Working/ })
  await working.getByRole('link', { name: /The passenger/ }).waitFor()
  expect(await working.getByText('Nkechi Obi').count()).toBe(1)
  expect([...producer.faults, ...seller.faults].filter((fault) => !/status of 401/.test(fault))).toEqual([])
  await producer.leave()
  await seller.leave()
})

test('a seller sends a file and delivers it; it is inspected and stands in review', async () => {
  const seller = await Person.come(browser, s.server, s.narrator, { scheme: 'light', ...desktop })
  await seller.open(`/sub-gigs/${s.working}`)
  await seller.page.getByLabel('Drop files here or choose them').setInputFiles(s.file)
  await seller.page.getByText('arrived whole').waitFor()
  await seller.page.getByLabel(/A note for the reviewer/).fill('One take, close to the microphone.')
  await seller.page.getByRole('button', { name: 'Deliver' }).click()
  await seller.page.getByText('The producer reviews your delivery.').waitFor({ timeout: 60_000 })
  await seller.page.getByText('The inspection passed').waitFor()
  expect(seller.faults).toEqual([])
  await seller.leave()
})

test('a buyer pastes a plan, sees what is wrong at its line, makes a draft and launches it', async () => {
  const buyer = await Person.come(browser, s.server, s.producer, { scheme: 'dark', ...desktop })
  await buyer.open('/launch')
  const plan = readFileSync(s.plan, 'utf8').replace('Night Ferry, the trailer', 'Night Ferry, launched here')
  const field = buyer.page.getByLabel('Plan (YAML or JSON)')
  await field.fill(plan.replace('    role: narrator\n', '    rolle: narrator\n'))
  const line = plan.split('\n').findIndex((text) => text.includes('role: narrator')) + 1
  await buyer.page
    .getByRole('button', { name: `line ${line}`, exact: true })
    .first()
    .waitFor()
  expect(await buyer.page.getByRole('button', { name: 'Make a draft' }).isDisabled()).toBe(true)
  await field.fill(plan)
  await buyer.page.getByText('€700').waitFor()
  await buyer.page.getByRole('button', { name: 'Make a draft' }).click()
  await buyer.page.getByRole('heading', { name: 'Night Ferry, launched here', level: 1 }).waitFor()
  await buyer.page.getByRole('button', { name: 'Launch', exact: true }).click()
  await buyer.page
    .getByRole('region', { name: /Offered/ })
    .getByRole('link')
    .first()
    .waitFor()
  expect(buyer.faults.filter((fault) => !/status of 400/.test(fault))).toEqual([])
  await buyer.leave()
})

test('a producer hears a delivery, writes a note that cites the brief, and asks for a revision', async () => {
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'light', ...desktop })
  await producer.open(`/deliveries/${s.reviewed}`)
  await producer.page.getByRole('img', { name: /Waveform of/ }).waitFor()
  await producer.page.getByLabel('Position').fill('2.5')
  await producer.page.getByLabel('Note', { exact: true }).fill('The second sentence is swallowed.')
  await producer.page.getByText('At 0:02.5').waitFor()
  await producer.page.getByRole('combobox', { name: /item of the brief/ }).click()
  await producer.page.getByRole('option').first().click()
  await producer.page.getByRole('button', { name: 'Add note' }).click()
  await producer.page.getByRole('button', { name: 'Ask for a revision' }).click()
  await producer.page.getByText('A revision was asked for').waitFor()
  expect(producer.faults).toEqual([])
  await producer.leave()
})

test('a question is asked in the room, answered for all, and the answer is acknowledged', async () => {
  const seller = await Person.come(browser, s.server, s.narrator, { scheme: 'light', ...phone })
  const producer = await Person.come(browser, s.server, s.producer, { scheme: 'dark', ...desktop })
  await producer.open(`/projects/${s.project}/room`)
  await seller.open(`/projects/${s.project}/room`)
  await seller.page.getByLabel('Write to the room').fill('How fast is <b>slow</b>?')
  await seller.page.getByRole('button', { name: 'Send' }).click()
  const asked = producer.page.getByRole('article').filter({ hasText: 'How fast is <b>slow</b>?' })
  await asked.getByRole('button', { name: 'Answer for all' }).click()
  await producer.page.getByLabel('Answer', { exact: true }).fill('Sixty in a minute.')
  await producer.page.getByRole('region').getByRole('button', { name: 'Answer for all' }).click()
  await producer.page.getByText('The answer is in the briefs.').waitFor()

  await seller.open(`/sub-gigs/${s.working}`)
  await seller.page.getByText('Sixty in a minute.').waitFor()
  await seller.page.getByRole('button', { name: 'I have read it' }).click()
  await seller.page.getByRole('button', { name: 'I have read it' }).waitFor({ state: 'detached' })
  expect([...producer.faults, ...seller.faults]).toEqual([])
  await producer.leave()
  await seller.leave()
})
