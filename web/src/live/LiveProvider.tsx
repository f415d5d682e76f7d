import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Event } from '../contract/client'
import { useMe } from '../session/me'
import { Live, type News } from './live'

const LiveContext = createContext<Live | null>(null)

/** Opens the one stream of this browser and lets what comes in make stale what pages show. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const me = useMe()
  const queries = useQueryClient()
  const [live, setLive] = useState<Live | null>(null)
  useEffect(() => {
    const opened = new Live(me.id)
    const gather = new Gather(queries)
    opened.listen((news) => gather.take(news))
    setLive(opened)
    return () => opened.close()
  }, [me.id, queries])
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>
}

/** Follows the log of a project while a page of it is looked at, and tells whether it is live. */
export function useFollow(project: string): boolean {
  const live = useContext(LiveContext)
  const [connected, setConnected] = useState(false)
  useEffect(() => {
    if (!live || !project) return
    const forget = live.listen((news) => {
      if (news.kind === 'state' && news.project === project) setConnected(news.live)
      if (news.kind === 'event' && news.project === project) setConnected(true)
    })
    const look = () => {
      if (document.visibilityState === 'visible') live.watch(project)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      forget()
      document.removeEventListener('visibilitychange', look)
    }
  }, [live, project])
  return connected
}

/** Calls back for every event of a project, such as to change one card of many. */
export function useNews(project: string, take: (event: Event | null) => void): void {
  const live = useContext(LiveContext)
  useEffect(() => {
    if (!live) return
    return live.listen((news) => {
      if (news.kind === 'event' && news.project === project) take(news.event)
      if (news.kind === 'resync' && news.project === project) take(null)
    })
  }, [live, project, take])
}

/** How long events are gathered before pages read again: a commit often writes several. */
const gatherFor = 250

/** Events name things and say nothing of them: what is shown of these things is read again. */
class Gather {
  private readonly keys = new Map<string, readonly unknown[]>()
  private timer = 0
  private readonly queries: QueryClient

  constructor(queries: QueryClient) {
    this.queries = queries
  }

  take(news: News): void {
    if (news.kind === 'state') return
    if (news.kind === 'notices') {
      this.add(['notices'])
      this.add(['inbox']) // what somebody is told of is often theirs to do
    } else this.addOf(news)
    if (!this.timer) this.timer = window.setTimeout(() => this.flush(), gatherFor)
  }

  private addOf(news: Exclude<News, { kind: 'state' | 'notices' }>): void {
    this.add(['project', news.project])
    this.add(['inbox'])
    if (news.kind === 'resync') this.add([])
    else {
      const { sub_gig_id, delivery_id, artifact_id } = news.event
      if (sub_gig_id) this.add(['sub-gig', sub_gig_id])
      if (delivery_id) this.add(['delivery', delivery_id])
      if (artifact_id) this.add(['artifact', artifact_id])
    }
  }

  private add(key: readonly unknown[]): void {
    this.keys.set(JSON.stringify(key), key)
  }

  private flush(): void {
    this.timer = 0
    for (const queryKey of this.keys.values()) void this.queries.invalidateQueries({ queryKey })
    this.keys.clear()
  }
}
