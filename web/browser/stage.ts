import { mkdirSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** What TestPages has made ready. */
export type Stage = {
  server: string
  project: string
  producer: string
  narrator: string
  passenger: string
  narratorID: string
  passengerID: string
  reviewed: string
  working: string
  offered: string
  file: string
  plan: string
  shots: string
  track: string
  voice: string
  singer: string
  singing: string
  keys: string
  lead: string
  drummer: string
  drums: string
  sending: string
  done: string
  public: string
  base: string
  top: string
  lid: string
  leg: string
  foot: string
  cookbook: string
  soup: string
  cook: string
  tale: string
  leaflet: string
  letters: string
  choir: string
  anthem: string
  stranger: string
  newcomer: string
  draft: string
  called: string
}

export function stage(): Stage {
  const text = process.env.TUTTI_STAGE
  if (!text) throw new Error('these tests are run by TestPages: go test ./e2e -run TestPages')
  return JSON.parse(text) as Stage
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.TUTTI_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
  })
}

export type Look = { scheme: 'light' | 'dark'; width: number; height: number }

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** A person at their own browser. What its console complains about is in `faults`. */
export class Person {
  readonly faults: string[] = []
  readonly context: BrowserContext
  readonly page: Page
  private readonly server: string

  private constructor(context: BrowserContext, page: Page, server: string) {
    this.context = context
    this.page = page
    this.server = server
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.faults.push(message.text())
    })
    page.on('pageerror', (error) => this.faults.push(String(error)))
  }

  static async come(browser: Browser, server: string, token: string, look: Look): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.scheme,
      locale: 'en-GB',
      timezoneId: 'Europe/Helsinki',
      reducedMotion: 'reduce',
    })
    if (token) await context.addInitScript((kept) => sessionStorage.setItem('tutti-token', kept), token)
    context.setDefaultTimeout(20_000)
    return new Person(context, await context.newPage(), server)
  }

  /** Opens a page and waits until it has read what it shows. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.server + path)
    await this.settled()
  }

  async settled(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).first().waitFor()
    await this.page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' })
  }

  async shot(folder: string, name: string): Promise<void> {
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    await this.page.screenshot({ path: `${folder}/${name}.png` })
  }

  /** Ends what answers this browser's requests before it goes: an answer that is on its way would fail the test after its end. */
  async leave(): Promise<void> {
    await this.page.unrouteAll({ behavior: 'ignoreErrors' })
    await this.context.close()
  }
}
