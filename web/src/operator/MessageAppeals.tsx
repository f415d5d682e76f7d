import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Message, type MessageRulingRequest, once } from '../contract/client'
import { More } from '../show/More'
import { Card } from '../show/Page'
import { Failed, Loading } from '../show/States'
import { useCommand } from '../show/useCommand'
import { useParts } from '../show/useParts'
import { Wrong } from '../show/Wrong'
import { moment } from '../words/time'
import classes from './Operator.module.css'

/** Hidden messages whose authors ask the operator to decide. */
export function MessageAppeals() {
  const { t } = useTranslation()
  const list = useParts<Message>(['message-appeals'], (cursor) =>
    ask(api.GET('/api/v1/message-appeals', { params: { query: { limit: 50, cursor } } })),
  )
  return (
    <Card title={t('queue.messageAppeals')}>
      {list.error && !list.data && <Failed problem={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Loading rows={1} />}
      {list.data?.length === 0 && <Text c="dimmed">{t('queue.noAppeals')}</Text>}
      <ul className={classes.list}>
        {list.data?.map((one) => (
          <li key={one.id}>
            <One message={one} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </Card>
  )
}

function One({ message }: { message: Message }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const rule = useCommand<MessageRulingRequest, Message>(
    (body, key) =>
      ask(api.POST('/api/v1/messages/{id}/ruling', { body, params: { path: { id: message.id }, header: once(key) } })),
    { stale: [['message-appeals']], done: t('queue.decided') },
  )
  const decide = (uphold: boolean) => rule.mutate({ uphold, reason: reason.trim() })
  const submit = (event: FormEvent) => event.preventDefault()
  const ready = reason.trim() !== ''
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{message.text}</Text>
        <Text size="sm" c="dimmed">
          {message.author.name} · {moment(message.created_at)}
        </Text>
        <Text size="sm">{t('room.hiddenFor', { reason: message.moderation?.reason })}</Text>
        <Text size="sm">{t('queue.theyAppeal', { words: message.moderation?.appeal })}</Text>
        <Textarea
          label={t('queue.because')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={10_000}
          autosize
          minRows={2}
        />
        <Wrong problem={rule.error} />
        <Group gap="xs">
          <Button size="xs" loading={rule.isPending} disabled={!ready} onClick={() => decide(true)}>
            {t('queue.showAgain')}
          </Button>
          <Button size="xs" variant="default" loading={rule.isPending} disabled={!ready} onClick={() => decide(false)}>
            {t('queue.staysHidden')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
