import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  await seller.page.getByText('Licence: CC-BY-4.0').click()
  await seller.page.getByText('https://creativecommons.org/licenses/by/4.0/').waitFor()
  await seller.page.getByRole('button', { name: 'Name something by others' }).click()
  await seller.page.getByLabel('What it is').fill('Rain on a roof')
  await seller.page.getByLabel('By what right it is used').fill('CC0-1.0')
  await seller.page.getByLabel('Where it was found').fill('https://freesound.org/s/1234/')
  await seller.page.getByLabel(/Made by generative tools/).fill('The last breath, by a voice model.')
  await seller.page.getByRole('button', { name: 'Deliver' }).click() // the rights are not declared yet: nothing happens
  await seller.page.getByLabel(/all of it may be used under: CC-BY-4.0/).check()
  await seller.shot(s.shots, 'deliver-rights')
  await seller.page.getByRole('button', { name: 'Deliver' }).click()
  await seller.page.getByText('The producer reviews your delivery.').waitFor({ timeout: 60_000 })
  await seller.page.getByText('The inspection passed').waitFor()
  await seller.page.getByText('Rain on a roof · CC0-1.0').waitFor()
  await seller.page.getByText('The last breath, by a voice model.').waitFor()
  expect(seller.faults).toEqual([])
  await seller.leave()
})

test('what is cut on its way up goes on in another browser, with what is missing only', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-'))
  const file = join(folder, 'keys.wav')
  writeFileSync(file, wave(59))
  const choose = (at: Person) => at.page.getByLabel('Drop files here or choose them').setInputFiles(file)
  const isPart = (method: string, url: string) => method === 'PUT' && url.includes('partNumber=')

  const first = await Person.come(browser, s.server, s.singer, { scheme: 'light', ...phone })
  await first.open(`/sub-gigs/${s.sending}`)
  let passed = 0
  await first.context.route('**/*', (route) =>
    isPart(route.request().method(), route.request().url()) && ++passed > 2 ? route.abort() : route.continue(),
  )
  let arrived = 0
  first.page.on('response', (answer) => {
    if (isPart(answer.request().method(), answer.url()) && answer.status() === 200) arrived++
  })
  await choose(first)
  await expect.poll(() => arrived, { timeout: 60_000 }).toBe(2) // of five
  await first.leave()

  const other = await launch()
  try {
    const again = await Person.come(other, s.server, s.singer, { scheme: 'dark', ...desktop })
    await again.open(`/sub-gigs/${s.sending}`)
    let sent = 0
    again.page.on('request', (request) => {
      if (isPart(request.method(), request.url())) sent++
    })
    await choose(again)
    await again.page.getByText('arrived whole').waitFor({ timeout: 60_000 })
    expect(sent).toBe(3)
    await again.page.getByRole('button', { name: 'Deliver' }).click()
    await again.page.getByText('The producer reviews your delivery.').waitFor({ timeout: 60_000 })
    expect(again.faults).toEqual([])
  } finally {
    await other.close()
    rmSync(folder, { recursive: true })
  }
})

/** A sound of so many seconds at 96 kHz, 24 bits and two channels: 34.6 MB a minute. */
function wave(seconds: number): Buffer {
  const [rate, bytesAFrame] = [96_000, 6]
  const data = Buffer.alloc(seconds * rate * bytesAFrame)
  for (let frame = 0; frame < seconds * rate; frame++) {
    const level = Math.round(Math.sin((frame * 440 * 2 * Math.PI) / rate) * 0.2 * 0x7fffff)
    data.writeIntLE(level, frame * bytesAFrame, 3)
    data.writeIntLE(level, frame * bytesAFrame + 3, 3)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(2, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * bytesAFrame, 28)
  head.writeUInt16LE(bytesAFrame, 32)
  head.writeUInt16LE(24, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

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
