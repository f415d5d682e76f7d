// Finds text on a page that did not go through the words. In the pseudo-language every word of ours wears accents and Intl
// writes Arabic, so that plain letters are either data, which the server sent, or text that was not translated.
import type { Page } from 'playwright-core'

/** What is written as it is in every language. */
const always = [
  'Tutti',
  'tut_',
  'English',
  'Deutsch',
  'Ctrl K',
  'React Flow',
  'React Flow attribution',
  'PDF',
  'CSV',
  'ama-mensah',
  'lead-vocal',
  'https://example.org/tutti',
]

/** Names of time zones, and of Spanish in Spanish, which is written with a letter that is not plain. */
const names = /^([A-Z]\w+\/[\w/+-]+|Espa|ol)$/

/** Keys under which the server sends words of people, also such as look like a name of ours. */
const free = new Set(['handle', 'key', 'name', 'role', 'title', 'formats', 'waits', 'upstream', 'sub_gig', 'mention'])
const ours = /^[a-z][a-z_.]*$/

/** Collects what the server says to a page from now on. */
export class Heard {
  private readonly texts = new Set<string>()
  private pending: Promise<void>[] = []
  private readonly machine: boolean

  /** A page for makers of programs, or about them, shows names that machines have: machine is true. */
  constructor(page: Page, machine: boolean) {
    this.machine = machine
    page.on('response', (response) => {
      const type = response.headers()['content-type'] ?? ''
      if (/^text\/(markdown|plain|csv)/.test(type)) {
        this.pending.push(
          response.text().then(
            (words) => void this.texts.add(plainly(words)), // a file of somebody's that is read
            () => undefined,
          ),
        )
      }
      if (!/json/.test(type)) return
      this.pending.push(
        response.json().then(
          (body) => this.take('', body),
          () => undefined, // the page has left
        ),
      )
    })
  }

  private take(key: string, value: unknown): void {
    if (typeof value === 'string') {
      if (free.has(key) || !ours.test(value)) this.texts.add(plainly(value))
    } else if (Array.isArray(value)) for (const one of value) this.take(key, one)
    else if (value) for (const [name, one] of Object.entries(value)) this.take(name, one)
  }

  /** Gives what is written on the page and was neither said by the server nor translated. */
  async unworded(page: Page): Promise<string[]> {
    await Promise.all(this.pending)
    const written = await page.evaluate(everyText)
    return [...new Set(written.flatMap(runs))].filter((run) => !this.known(run))
  }

  private known(run: string): boolean {
    if (always.includes(run) || names.test(run) || /^[A-Z]{1,2}$/.test(run)) return true // a face shows two letters of a name
    const said = (part: string) =>
      [...this.texts].some((text) => text.includes(part) || text.toUpperCase().includes(part))
    if (said(run)) return true
    if (this.machine) return run.split(/[ ,:]+/).every((word) => /^([a-z0-9_.*]+|PATCH)$/.test(word) || said(word))
    const parts = run.split(/[,:;()/]|\s-\s/).map((part) => part.trim())
    return parts.length > 1 && parts.every((part) => !/[a-z]{2}/i.test(part) || said(part))
  }
}

function plainly(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** The stretches of a text that are written in plain letters. */
function runs(text: string): string[] {
  const found = plainly(text).match(/[\w .,:;'"!?()/&@#-]+/g) ?? []
  return found.map((run) => run.replace(/^[^a-z_]+|[^a-z_]+$/gi, '')).filter((run) => /[a-z]{2}/i.test(run))
}

/** Runs in the page: what can be read there, by eyes and by readers of screens. */
function everyText(): string[] {
  const out = [document.title]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.parentElement
    if (at && !at.closest('script, style, noscript, textarea, code, [lang=en]')) out.push(node.textContent ?? '')
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('[aria-hidden=true]')) continue
    for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'alt', 'title', 'placeholder']) {
      const value = element.getAttribute(name)
      if (value) out.push(value)
    }
  }
  return out
}
