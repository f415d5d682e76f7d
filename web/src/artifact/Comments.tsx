import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type RefObject, useMemo, useRef, useState } from 'react'
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
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { moment } from '../words/time'
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
  return (
    <Card title={t('comment.title')}>
      <Stack>
        {comments.data && comments.data.length > 0 && (
          <ul className={classes.comments}>
            {comments.data.map((one) => (
              <li key={one.id}>
                <Comment {...props} comment={one} titles={titles} />
              </li>
            ))}
          </ul>
        )}
        {props.kind ? <NewComment {...props} kind={props.kind} /> : <Text c="dimmed">{t('comment.noPlace')}</Text>}
      </Stack>
    </Card>
  )
}

type OneProps = Props & { comment: Message; titles: Map<string, string> }

/** One comment, with the sub-gigs that it finds. Their sellers do not see the result: a comment is passed on to them. */
function Comment({ project, artifact, comment, places, row, titles, go }: OneProps) {
  const { t } = useTranslation()
  const found = talks(project)
    ? places.filter((place) => comment.sub_gig_ids.includes(place.sub_gig_id) && place.delivery_id)
    : []
  return (
    <>
      <Text className={classes.words}>
        {comment.text} <SpotText spot={comment.spot} row={row} go={go} />
      </Text>
      <Text size="sm" c="dimmed">
        {moment(comment.created_at)}
        {comment.sub_gig_ids.map((id) => (
          <span key={id}>
            {' · '}
            <Link to="/sub-gigs/$subGigID" params={{ subGigID: id }} className={classes.whoName}>
              {titles.get(id) ?? t('comment.somebody')}
            </Link>
          </span>
        ))}
      </Text>
      <Group gap={4}>
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
    { stale: [talkKey(id)], done: t('comment.passed', { name: place.title }) },
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

/** A comment takes the moment of its first key. Any other place is the one that is chosen when it is sent. */
function NewComment({ artifact, field, now, hold, kind, row }: Props & { kind: Kind }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const begun = useRef(0)
  const send = useCommand<CommentRequest, Message>(
    (body, key) =>
      ask(
        api.POST('/api/v1/artifacts/{id}/comments', { body, params: { path: { id: artifact.id }, header: once(key) } }),
      ),
    { stale: [['artifact', artifact.id, 'comments']], done: t('comment.sent') },
  )
  const spot = (): Spot => (kind === 'time' && text ? { ...now(), seconds: begun.current } : now())
  const timed = kind === 'time'
  const place = !timed || text ? spotWords(t, spot(), row) : ''
  const missing = !timed && !named(spot())
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (missing || !text.trim()) return
        send.mutate({ text: text.trim(), ...spot() }, { onSuccess: () => setText('') })
      }}
    >
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={t(timed ? 'comment.new' : 'comment.newThere')}
          description={missing ? t('comment.choose') : place ? t('comment.about', { place }) : t('comment.words')}
          value={text}
          autosize
          minRows={2}
          maxLength={10_000}
          onChange={(event) => {
            if (text === '') {
              begun.current = now().seconds ?? 0
              hold()
            }
            setText(event.currentTarget.value)
          }}
        />
        <Wrong problem={send.error} />
        <Group justify="flex-end">
          <Button type="submit" variant="light" loading={send.isPending} disabled={missing || !text.trim()}>
            {t('comment.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
