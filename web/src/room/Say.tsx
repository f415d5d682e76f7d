import { Button, CloseButton, Group, Stack, Text, Textarea } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageRequest } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { FileDrop } from '../upload/FileDrop'
import { useSending } from '../upload/useSending'
import classes from './Room.module.css'

type Props = {
  label: string
  words?: string
  field?: RefObject<HTMLTextAreaElement | null> // for who leads there
  typed?: (text: string) => void // '' when it is sent as well
  incomplete?: boolean // something else is missing
  post: (body: MessageRequest, key: string) => Promise<Message>
  stale: unknown[][]
  project: string
  answered: Message | null
  stop: () => void
}

/** Writes where people talk, alone or in answer to something. */
export function Say(props: Props) {
  const [round, next] = useState(0) // what was sent leaves nothing behind
  const [unknown, setUnknown] = useState<string[]>([])
  const sent = (said: Message) => {
    props.stop()
    props.typed?.('')
    setUnknown(said.unknown_mentions ?? [])
    next(round + 1)
  }
  return <Writing key={round} {...props} unknown={unknown} sent={sent} />
}

type WritingProps = Props & { unknown: string[]; sent: (said: Message) => void }

function Writing(props: WritingProps) {
  const { answered, unknown, typed } = props
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [attach, setAttach] = useState(false)
  const own = useRef<HTMLTextAreaElement>(null)
  const field = props.field ?? own
  const files = useSending({ project_id: props.project, attachment: true })
  const send = useCommand<MessageRequest, Message>(props.post, { stale: props.stale })
  useEffect(() => {
    if (answered) field.current?.focus()
  }, [answered, field])
  const onTheirWay = files.list.some((one) => !one.upload)
  return (
    <form
      className={classes.say}
      onSubmit={(event) => {
        event.preventDefault()
        const upload_ids = files.list.flatMap((one) => (one.upload ? [one.upload.id] : []))
        send.mutate(
          { text, reply_to: answered?.id, upload_ids: upload_ids.length > 0 ? upload_ids : undefined },
          { onSuccess: props.sent },
        )
      }}
    >
      <Stack gap="xs">
        {answered && (
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" c="dimmed" truncate>
              {t('room.answering', { name: answered.author.name })}
            </Text>
            <CloseButton size="sm" aria-label={t('room.notAnswer')} onClick={props.stop} />
          </Group>
        )}
        <Textarea
          ref={field}
          label={props.label}
          description={props.words}
          value={text}
          autosize
          minRows={2}
          maxLength={10_000}
          onChange={(event) => {
            setText(event.currentTarget.value)
            typed?.(event.currentTarget.value)
          }}
        />
        {attach && <FileDrop files={files} />}
        {unknown.length > 0 && (
          <Text size="sm" role="status">
            {t('room.unknown', { names: unknown.map((name) => `@${name}`).join(', ') })}
          </Text>
        )}
        <Wrong problem={send.error} />
        <Group justify="flex-end">
          {!attach && (
            <Button variant="subtle" onClick={() => setAttach(true)}>
              {t('room.attach')}
            </Button>
          )}
          <Button type="submit" loading={send.isPending} disabled={props.incomplete || !text.trim() || onTheirWay}>
            {t('room.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
