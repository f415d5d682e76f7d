import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type RefObject, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSubGigs } from '../board/project'
import { api, ask, type CommentRequest, type Message, once, type Project, type Whereabouts } from '../contract/client'
import { Where } from '../delivery/Findings'
import { talkKey, talks } from '../delivery/talk'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { moment, position } from '../words/time'
import classes from './Artifact.module.css'
import { useComments, usePlaces } from './artifact'

type Props = {
  project: Project
  artifact: string
  timed: boolean
  field: RefObject<HTMLTextAreaElement | null>
  go: (seconds: number) => void
  now: () => number
  hold: () => void
}

/** What people say about a moment of the result. Each comment finds the sub-gigs that sound there. */
export function Comments(props: Props) {
  const { t } = useTranslation()
  const comments = useComments(props.artifact)
  const places = usePlaces(props.project.id, props.artifact)
  const gigs = useSubGigs(props.project.id)
  const titles = useMemo(() => new Map(gigs.data?.map((gig) => [gig.id, gig.title])), [gigs.data])
  return (
    <Card title={t('comment.title')}>
      <Stack>
        {comments.data && comments.data.length > 0 && (
          <ul className={classes.comments}>
            {comments.data.map((one) => (
              <li key={one.id}>
                <Comment
                  comment={one}
                  places={talks(props.project) ? (places.data?.items ?? []) : []}
                  titles={titles}
                  go={props.go}
                />
              </li>
            ))}
          </ul>
        )}
        {props.timed ? <NewComment {...props} /> : <Text c="dimmed">{t('comment.byCommand')}</Text>}
      </Stack>
    </Card>
  )
}

type OneProps = { comment: Message; places: Whereabouts[]; titles: Map<string, string>; go: Props['go'] }

/** One comment, with the sub-gigs that it finds. Their sellers do not see the result: a comment is passed on to them. */
function Comment({ comment, places, titles, go }: OneProps) {
  const { t } = useTranslation()
  const { spot } = comment
  const found = places.filter((place) => comment.sub_gig_ids.includes(place.sub_gig_id) && place.delivery_id)
  return (
    <>
      <Text className={classes.words}>
        {comment.text} <Where from={spot.seconds} page={spot.page} row={spot.row} at={spot.path} go={go} />
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
          <PassOn key={place.sub_gig_id} comment={comment} place={place} />
        ))}
      </Group>
    </>
  )
}

/** Says the same at the delivery that sounds there, at the moment of its own time. */
function PassOn({ comment, place }: { comment: Message; place: Whereabouts }) {
  const { t } = useTranslation()
  const id = place.delivery_id ?? ''
  const { seconds } = comment.spot
  const pass = useCommand<CommentRequest, Message>(
    (body, key) =>
      ask(api.POST('/api/v1/deliveries/{id}/comments', { body, params: { path: { id }, header: once(key) } })),
    { stale: [talkKey(id)], done: t('comment.passed', { name: place.title }) },
  )
  const own = seconds === undefined ? undefined : Math.max(0, seconds - (place.from_seconds ?? 0))
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        loading={pass.isPending}
        disabled={pass.isSuccess}
        onClick={() => pass.mutate({ text: comment.text, seconds: own })}
      >
        {t('comment.passOn', { name: place.title })}
      </Button>
      <Wrong problem={pass.error} />
    </>
  )
}

function NewComment({ artifact, field, now, hold }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const at = useRef(0)
  const send = useCommand<CommentRequest, Message>(
    (body, key) =>
      ask(api.POST('/api/v1/artifacts/{id}/comments', { body, params: { path: { id: artifact }, header: once(key) } })),
    { stale: [['artifact', artifact, 'comments']], done: t('comment.sent') },
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ text: text.trim(), seconds: at.current }, { onSuccess: () => setText('') })
      }}
    >
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={t('comment.new')}
          description={text ? t('review.noteAt', { at: position(at.current) }) : t('comment.words')}
          value={text}
          autosize
          minRows={2}
          maxLength={10_000}
          onChange={(event) => {
            if (text === '') {
              at.current = Math.round(now() * 10) / 10
              hold()
            }
            setText(event.currentTarget.value)
          }}
        />
        <Wrong problem={send.error} />
        <Group justify="flex-end">
          <Button type="submit" variant="light" loading={send.isPending} disabled={!text.trim()}>
            {t('comment.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
