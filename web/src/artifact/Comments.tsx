import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type RefObject, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSubGigs } from '../board/project'
import { api, ask, type CommentRequest, type Message, once, type Project } from '../contract/client'
import { Where } from '../delivery/Findings'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { moment, position } from '../words/time'
import classes from './Artifact.module.css'
import { useComments } from './artifact'

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
  const gigs = useSubGigs(props.project.id)
  const titles = useMemo(() => new Map(gigs.data?.map((gig) => [gig.id, gig.title])), [gigs.data])
  return (
    <Card title={t('comment.title')}>
      <Stack>
        {comments.data && comments.data.length > 0 && (
          <ul className={classes.comments}>
            {comments.data.map((one) => (
              <li key={one.id}>
                <Text className={classes.words}>
                  {one.text}{' '}
                  <Where
                    from={one.spot.seconds}
                    page={one.spot.page}
                    row={one.spot.row}
                    at={one.spot.path}
                    go={props.go}
                  />
                </Text>
                <Text size="sm" c="dimmed">
                  {moment(one.created_at)}
                  {one.sub_gig_ids.map((id) => (
                    <span key={id}>
                      {' · '}
                      <Link to="/sub-gigs/$subGigID" params={{ subGigID: id }} className={classes.whoName}>
                        {titles.get(id) ?? t('comment.somebody')}
                      </Link>
                    </span>
                  ))}
                </Text>
              </li>
            ))}
          </ul>
        )}
        {props.timed ? <NewComment {...props} /> : <Text c="dimmed">{t('comment.byCommand')}</Text>}
      </Stack>
    </Card>
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
