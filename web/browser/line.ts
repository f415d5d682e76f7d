import type { Page, Route } from 'playwright-core'

type Answers = 'come' | 'wait' | 'fail' | 'fail in part' | 'are refused' | 'hold nothing'

/** What a page is about, which is still read when it fails in part. */
const about = /\/api\/v1\/(me|projects\/[^/?]+|sub-gigs\/[^/?]+|deliveries\/[^/?]+)$/
const who = /\/api\/v1\/me$/
const files = '**/assets/**'

const detail = 'something went wrong on our side; name the request id when you ask about it'
const problem = {
  type: 'about:blank',
  title: 'Internal error',
  status: 500,
  code: 'internal',
  detail,
  request_id: 'req_0',
}

/** The line between a page and the API, on which answers come, wait, fail or are refused. Who one is goes through. */
export class Line {
  /** In whose name requests go; the page's own when undefined. */
  as: string | undefined
  /** What was asked, as "/projects" or "/me/notices". */
  readonly asked = new Set<string>()
  private answers: Answers = 'come'
  private waiting: Route[] = []
  private readonly page: Page

  private constructor(page: Page) {
    this.page = page
  }

  static async of(page: Page): Promise<Line> {
    const line = new Line(page)
    await page.route(/\/(api\/v1\/|openapi\.json)/, (route) => line.take(route))
    return line
  }

  /** From now on answers come, wait and so on; those that waited come now. */
  async set(answers: Answers): Promise<void> {
    this.answers = answers
    if (answers === 'wait') return
    const waiting = this.waiting
    this.waiting = []
    await Promise.all(waiting.map((route) => this.pass(route)))
  }

  /** From now on not even the files of the pages come. */
  async cut(): Promise<void> {
    await this.set('are refused')
    for (const path of [files, '**/livez'])
      await this.page.route(path, (route) => route.abort('connectionrefused').catch(gone))
  }

  async mend(): Promise<void> {
    await this.set('come')
    for (const path of [files, '**/livez']) await this.page.unroute(path)
  }

  private async take(route: Route): Promise<void> {
    const path = new URL(route.request().url()).pathname
    this.asked.add(path.replace(/^.*\/api\/v1/, ''))
    if (this.answers === 'come' || who.test(path)) return this.pass(route)
    if (this.answers === 'are refused') return route.abort('connectionrefused').catch(gone)
    if (path.endsWith('/stream')) return this.pass(route) // what happens meanwhile is not what a page shows
    if (this.answers === 'wait') void this.waiting.push(route)
    else if (this.answers === 'fail in part' && about.test(path)) await this.pass(route)
    else if (this.answers === 'hold nothing') await this.empty(route)
    else await this.answer(route, 500, problem)
  }

  private async pass(route: Route): Promise<void> {
    const { authorization, ...others } = route.request().headers()
    const mine = this.as ? `Bearer ${this.as}` : authorization
    await route.continue({ headers: mine ? { ...others, authorization: mine } : others }).catch(gone)
  }

  /** The answer of the server, if it is a list without its lines. */
  private async empty(route: Route): Promise<void> {
    const got = await route.fetch().catch(gone)
    if (!got) return
    const body = await got.json().catch(() => undefined)
    if (Array.isArray(body?.items)) await this.answer(route, 200, { ...body, items: [], next: undefined })
    else await route.fulfill({ response: got }).catch(gone)
  }

  private async answer(route: Route, status: number, body: unknown): Promise<void> {
    const contentType = status < 400 ? 'application/json' : 'application/problem+json'
    await route.fulfill({ status, contentType, body: JSON.stringify(body) }).catch(gone)
  }
}

/** The page that asked was left meanwhile. */
function gone(): undefined {}
