import { Button, CloseButton, Group, Stack, Text, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageRequest } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'
import classes from './Room.module.css'

type Props = {
  label: string
  words: string
  post: (body: MessageRequest, key: string) => Promise<Message>
  stale: unknown[][]
  project?: string // takes files
  answered: Message | null
  stop: () => void
}

/** Writes where people talk, alone or in answer to something. */
export function Say(props: Props) {
  const [round, next] = useState(0) // what was sent leaves nothing behind
  return <Writing key={round} {...props} sent={() => next(round + 1)} />
}

function Writing({ label, words, post, stale, project, answered, stop, sent }: Props & { sent: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [attach, setAttach] = useState(false)
  const [unknown, setUnknown] = useState<string[]>([])
  const field = useRef<HTMLTextAreaElement>(null)
  const files = useSending({ project_id: project, attachment: true })
  const send = useCommand<MessageRequest, Message>(post, { stale })
  useEffect(() => {
    if (answered) field.current?.focus()
  }, [answered])
  const onTheirWay = files.list.some((one) => !one.upload)
  return (
    <form
      className={classes.say}
      onSubmit={(event) => {
        event.preventDefault()
        const upload_ids = files.list.flatMap((one) => (one.upload ? [one.upload.id] : []))
        send.mutate(
          { text, reply_to: answered?.id, upload_ids: upload_ids.length > 0 ? upload_ids : undefined },
          {
            onSuccess: (said) => {
              stop()
              setText('')
              setUnknown(said.unknown_mentions ?? [])
              if (!said.unknown_mentions?.length) sent()
            },
          },
        )
      }}
    >
      <Stack gap="xs">
        {answered && (
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" c="dimmed" truncate>
              {t('room.answering', { name: answered.author.name })}
            </Text>
            <CloseButton size="sm" aria-label={t('room.notAnswer')} onClick={stop} />
          </Group>
        )}
        <Textarea
          ref={field}
          label={label}
          description={words}
          value={text}
          autosize
          minRows={2}
          maxLength={10_000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {attach && <FileDrop files={files} />}
        {unknown.length > 0 && (
          <Text size="sm" role="status">
            {t('room.unknown', { names: unknown.map((name) => `@${name}`).join(', ') })}
          </Text>
        )}
        <Wrong problem={send.error} />
        <Group justify="flex-end">
          {project && !attach && (
            <Button variant="subtle" onClick={() => setAttach(true)}>
              {t('room.attach')}
            </Button>
          )}
          <Button type="submit" loading={send.isPending} disabled={!text.trim() || onTheirWay}>
            {t('room.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
