import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Message, once, type Problem, type ReportRequest } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

type Props = { message: Message; stale: unknown[][]; close: () => void }

/** Changes the words of one's own message. */
export function Edit({ message, stale, close }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState(message.text)
  const edit = useCommand<string, Message>(
    (words, key) =>
      ask(
        api.PATCH('/api/v1/messages/{id}', {
          body: { text: words },
          params: { path: { id: message.id }, header: { ...once(key), 'If-Match': `"${message.version}"` } },
        }),
      ),
    { stale },
  )
  return (
    <Form
      submit={() => edit.mutate(text, { onSuccess: close })}
      words={t('room.save')}
      busy={edit.isPending}
      ready={text.trim() !== ''}
      problem={edit.error}
      close={close}
    >
      <Words label={t('room.edit')} value={text} set={setText} />
    </Form>
  )
}

const reasons = ['spam', 'abuse', 'personal_data', 'other'] as const

/** Asks those who moderate to look at a message. */
export function Report({ message, stale, close }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<(typeof reasons)[number]>('abuse')
  const [words, setWords] = useState('')
  const report = useCommand<ReportRequest, unknown>(
    (body, key) =>
      ask(api.POST('/api/v1/messages/{id}/reports', { body, params: { path: { id: message.id }, header: once(key) } })),
    { stale, done: t('room.reported') },
  )
  return (
    <Form
      submit={() => report.mutate({ reason, words: words || undefined }, { onSuccess: close })}
      words={t('room.report')}
      busy={report.isPending}
      ready
      problem={report.error}
      close={close}
    >
      <Select
        label={t('room.why')}
        value={reason}
        onChange={(value) => value && setReason(value as typeof reason)}
        allowDeselect={false}
        data={reasons.map((value) => ({ value, label: t(`room.reason.${value}`) }))}
      />
      <Words label={t('room.whyWords')} value={words} set={setWords} />
    </Form>
  )
}

/** Hides a message, with a reason that its author reads. */
export function Hide({ message, stale, close }: Omit<Props, 'message'> & { message: Pick<Message, 'id'> }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const hide = useCommand<string, Message>(
    (words, key) =>
      ask(
        api.POST('/api/v1/messages/{id}/hide', {
          body: { reason: words },
          params: { path: { id: message.id }, header: once(key) },
        }),
      ),
    { stale },
  )
  return (
    <Form
      submit={() => hide.mutate(reason, { onSuccess: close })}
      words={t('room.hide')}
      busy={hide.isPending}
      ready={reason.trim() !== ''}
      problem={hide.error}
      close={close}
    >
      <Words label={t('room.hideWhy')} value={reason} set={setReason} />
    </Form>
  )
}

/** Says, once, why one's own message should not be hidden. */
export function Appeal({ message, stale, close }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const appeal = useCommand<string, Message>(
    (said, key) =>
      ask(
        api.POST('/api/v1/messages/{id}/appeal', {
          body: { words: said },
          params: { path: { id: message.id }, header: once(key) },
        }),
      ),
    { stale, done: t('room.appealed') },
  )
  return (
    <Form
      submit={() => appeal.mutate(words, { onSuccess: close })}
      words={t('room.appeal')}
      busy={appeal.isPending}
      ready={words.trim() !== ''}
      problem={appeal.error}
      close={close}
    >
      <Words label={t('room.appealWhy')} value={words} set={setWords} />
    </Form>
  )
}

function Words({ label, value, set }: { label: string; value: string; set: (text: string) => void }) {
  return (
    <Textarea
      label={label}
      value={value}
      autosize
      minRows={2}
      maxLength={10_000}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}

function Form(props: {
  submit: () => void
  words: string
  busy: boolean
  ready: boolean
  problem: Problem | null
  close: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const send = (event: FormEvent) => {
    event.preventDefault()
    props.submit()
  }
  return (
    <form onSubmit={send}>
      <Stack gap="xs">
        {props.children}
        <Wrong problem={props.problem} />
        <Group>
          <Button type="submit" size="xs" loading={props.busy} disabled={!props.ready}>
            {props.words}
          </Button>
          <Button size="xs" variant="default" onClick={props.close}>
            {t('back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
