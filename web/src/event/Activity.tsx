import { Button, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject, useSubGigs } from '../board/project'
import { api, ask, type Event, type EventList, type PersonName, type Problem, type Project } from '../contract/client'
import { PageHead } from '../show/Page'
import { Failed, Found, Loading, Notice } from '../show/States'
import { fully, timeOfDay } from '../words/time'
import classes from './Activity.module.css'
import { byDay, sentenceKey } from './words'

const route = getRouteApi('/projects/$projectID/activity')

const atOnce = 200

/** The log of a project in words, the newest first. */
export function Activity() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return <Found query={project}>{(found) => <Log project={found} />}</Found>
}

function Log({ project }: { project: Project }) {
  const { t } = useTranslation()
  const last = project.last_event ?? 0
  // A log is read backwards in parts; each part is asked for by the event before its first.
  const log = useInfiniteQuery<EventList, Problem, { pages: EventList[] }, unknown[], number>({
    queryKey: ['project', project.id, 'log', last],
    initialPageParam: Math.max(0, last - atOnce),
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/projects/{id}/events', {
          params: { path: { id: project.id }, query: { after: pageParam, limit: atOnce } },
        }),
      ),
    getNextPageParam: (_, __, begun) => (begun > 0 ? Math.max(0, begun - atOnce) : undefined),
    placeholderData: (before) => before,
  })
  const names = useNames(project)
  if (log.error && !log.data) return <Failed problem={log.error} retry={() => void log.refetch()} />
  if (!log.data) return <Loading rows={8} />
  const events = [
    ...new Map(log.data.pages.flatMap((page) => page.items).map((event) => [event.seq, event])).values(),
  ].sort((a, b) => b.seq - a.seq)
  return (
    <div className={classes.page}>
      <PageHead title={t('activity.title')} />
      {events.length === 0 && <Notice icon="activity" title={t('activity.none')} words={t('activity.noneWords')} />}
      {byDay(events).map(([day, list]) => (
        <section key={day} aria-label={day}>
          <h2 className={classes.day}>{day}</h2>
          <ol className={classes.log}>
            {list.map((event) => (
              <li key={event.seq}>
                <Line event={event} names={names} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      {log.hasNextPage && (
        <Button variant="default" onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
          {t('activity.earlier')}
        </Button>
      )}
    </div>
  )
}

type Names = { gigs: Map<string, string>; people: Map<string, PersonName> }

function useNames(project: Project): Names {
  const gigs = useSubGigs(project.id)
  return useMemo(() => {
    const people = new Map([project.buyer, project.producer].map((person) => [person.id, person]))
    for (const gig of gigs.data ?? [])
      for (const person of [gig.seller, ...(gig.candidates ?? [])]) if (person) people.set(person.id, person)
    return { gigs: new Map(gigs.data?.map((gig) => [gig.id, gig.title])), people }
  }, [project, gigs.data])
}

function Line({ event, names }: { event: Event; names: Names }) {
  const { t } = useTranslation()
  const who = event.actor_id ? names.people.get(event.actor_id)?.name : undefined
  const gig = event.sub_gig_id ? names.gigs.get(event.sub_gig_id) : undefined
  return (
    <div className={classes.line}>
      <time dateTime={event.at} title={fully(event.at)} className={classes.time}>
        {timeOfDay(event.at)}
      </time>
      <span>
        {gig && event.sub_gig_id && (
          <>
            <Link to="/sub-gigs/$subGigID" params={{ subGigID: event.sub_gig_id }} className={classes.gig}>
              {gig}
            </Link>
            {': '}
          </>
        )}
        {t(sentenceKey(event.kind), { defaultValue: event.kind })}
        {event.kind === 'build.failed' && event.detail?.includes(': ') && (
          <Text size="sm" c="dimmed" lang="en" dir="auto">
            {event.detail.slice(event.detail.indexOf(': ') + 2)}
          </Text>
        )}
        {who && (
          <Text span c="dimmed" size="sm">
            {' '}
            · {who}
          </Text>
        )}
      </span>
    </div>
  )
}
