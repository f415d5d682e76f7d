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
  await seller.page.getByRole('button', { name: 'Sign in' }).click()
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
