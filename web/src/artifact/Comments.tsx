import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type RefObject, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSubGigs } from '../board/project'
import {
  type Artifact,
  api,
  ask,
  type CommentRequest,
  type Message,
  once,
  type Project,
  type Spot,
  type Whereabouts,
} from '../contract/client'
import { talkKey, talks } from '../delivery/talk'
import { OneMessage } from '../room/OneMessage'
import { threads } from '../room/room'
import { Say } from '../room/Say'
import { Threads } from '../room/Threads'
import { is, useMe } from '../session/me'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Unread, Wrong } from '../show/Wrong'
import classes from './Artifact.module.css'
import { useComments } from './artifact'
import { SpotText, spotWords } from './SpotText'
import { type Kind, named, ownSpot, type RowName } from './spot'

type Props = {
  project: Project
  artifact: Artifact
  places: Whereabouts[]
  row: RowName
  kind?: Kind // of the place that is chosen; absent where the result has no places
  field: RefObject<HTMLTextAreaElement | null>
  go: (spot: Spot) => void
  now: () => Spot
  hold: () => void
}

/** What people say about a place of the result. Each comment finds the sub-gigs that sound or stand there. */
export function Comments(props: Props) {
  const { t } = useTranslation()
  const comments = useComments(props.artifact.id)
  const gigs = useSubGigs(props.project.id)
  const titles = useMemo(() => new Map(gigs.data?.map((gig) => [gig.id, gig.title])), [gigs.data])
  const list = useMemo(() => threads([...(comments.data ?? [])].reverse()), [comments.data])
  const [answered, answer] = useState<Message | null>(null)
  return (
    <Card title={t('comment.title')}>
      <Stack>
        <Unread query={comments} />
        {list.length > 0 && (
          <Threads
            label={t('comment.title')}
            list={list}
            one={(comment) => (
              <Comment {...props} comment={comment} titles={titles} answer={props.kind ? answer : undefined} />
            )}
          />
        )}
        {props.kind ? (
          <NewComment {...props} kind={props.kind} answered={answered} stop={() => answer(null)} />
        ) : (
          <Text c="dimmed">{t('comment.noPlace')}</Text>
        )}
      </Stack>
    </Card>
  )
}

type OneProps = Props & { comment: Message; titles: Map<string, string>; answer?: (comment: Message) => void }

/** One comment, with the sub-gigs that it finds. Their sellers do not see the result: a comment is passed on to them. */
function Comment({ project, artifact, comment, places, row, titles, go, answer }: OneProps) {
  const { t } = useTranslation()
  const me = useMe()
  const said = talks(project) && !comment.deleted && !comment.hidden
  const found = said
    ? places.filter((place) => comment.sub_gig_ids.includes(place.sub_gig_id) && place.delivery_id)
    : []
  return (
    <>
      <OneMessage
        message={comment}
        stale={[['artifact', artifact.id, 'comments']]}
        where={<SpotText spot={comment.spot} row={row} go={go} />}
        moderates={project.producer.id === me.id || is(me, 'operator')}
        answer={answer}
      />
      {comment.sub_gig_ids.length > 0 && (
        <Text size="sm" c="dimmed" className={classes.found}>
          {comment.sub_gig_ids.map((id, at) => (
            <span key={id}>
              {at > 0 && ' · '}
              <Link to="/sub-gigs/$subGigID" params={{ subGigID: id }} className={classes.whoName}>
                {titles.get(id) ?? t('comment.somebody')}
              </Link>
            </span>
          ))}
        </Text>
      )}
      <Group gap={4} className={classes.found}>
        {found.map((place) => (
          <PassOn key={place.sub_gig_id} artifact={artifact} comment={comment} place={place} />
        ))}
      </Group>
    </>
  )
}

/** Says the same at the delivery that sounds or stands there, at its own time, page or row where that can be told. */
function PassOn({ artifact, comment, place }: { artifact: Artifact; comment: Message; place: Whereabouts }) {
  const { t } = useTranslation()
  const id = place.delivery_id ?? ''
  const entry = artifact.manifest?.entries.find((one) => one.sub_gig_id === place.sub_gig_id)
  const own = entry && artifact.manifest ? ownSpot(comment.spot, entry, artifact.manifest.recipe) : undefined
  const pass = useCommand<CommentRequest, Message>(
    (body, key) =>
      ask(api.POST('/api/v1/deliveries/{id}/comments', { body, params: { path: { id }, header: once(key) } })),
    {
      stale: [talkKey(id)],
      done: t(comment.attachments.length > 0 ? 'comment.passedBare' : 'comment.passed', { name: place.title }),
    },
  )
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        loading={pass.isPending}
        disabled={pass.isSuccess}
        onClick={() => pass.mutate({ text: comment.text, ...own })}
      >
        {t(own ? 'comment.passOn' : 'comment.passOnBare', { name: place.title })}
      </Button>
      <Wrong problem={pass.error} />
    </>
  )
}

type NewProps = Props & { kind: Kind; answered: Message | null; stop: () => void }

/** A comment takes the moment of its first key. Any other place is the one that is chosen when it is sent. */
function NewComment({ project, artifact, field, now, hold, kind, row, answered, stop }: NewProps) {
  const { t } = useTranslation()
  const [begun, setBegun] = useState<number>()
  const timed = kind === 'time'
  const spot = (): Spot => (begun === undefined ? now() : { ...now(), seconds: begun })
  const typed = (text: string) => {
    if (!text) setBegun(undefined)
    else if (timed && begun === undefined) {
      setBegun(now().seconds ?? 0)
      hold()
    }
  }
  const place = !timed || begun !== undefined ? spotWords(t, spot(), row) : ''
  const missing = !answered && !timed && !named(spot())
  const words = place ? t('comment.about', { place }) : t(missing ? 'comment.choose' : 'comment.words')
  return (
    <Say
      label={t(answered ? 'comment.answer' : timed ? 'comment.new' : 'comment.newThere')}
      words={answered ? undefined : words}
      field={field}
      typed={typed}
      incomplete={missing}
      post={(body, key) =>
        ask(
          api.POST('/api/v1/artifacts/{id}/comments', {
            body: { ...body, ...(body.reply_to ? {} : spot()) },
            params: { path: { id: artifact.id }, header: once(key) },
          }),
        )
      }
      stale={[['artifact', artifact.id, 'comments']]}
      project={project.id}
      answered={answered}
      stop={stop}
    />
  )
}
