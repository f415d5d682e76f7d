import { Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Message, once } from '../contract/client'
import { Face } from '../show/People'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { fully, moment } from '../words/time'
import { Attachments } from './Attachments'
import { Before } from './Before'
import { Appeal, Edit, Hide, Report } from './Change'
import { partOf } from './part'
import classes from './Room.module.css'

type Props = {
  message: Message
  stale: unknown[][] // what shows the message, to be read again when it changes
  where?: ReactNode // what it points to
  moderates: boolean
  answer?: (message: Message) => void
  pin?: (message: Message) => void
}

type Mode = 'read' | 'edit' | 'report' | 'hide' | 'appeal' | 'before'

/** Something that was said, and what its reader may do about it. Its place stays when its words are gone. */
export function OneMessage(props: Props) {
  const { t } = useTranslation()
  const { message, stale } = props
  const { author } = message
  const [mode, setMode] = useState<Mode>('read')
  const close = { message, stale, close: () => setMode('read') }
  return (
    <article
      className={classes.message}
      aria-label={t('room.said', { name: author.name, at: moment(message.created_at) })}
    >
      <Face person={{ id: author.id, name: author.name, handle: author.mention }} size={30} />
      <Stack gap={4} miw={0}>
        <Group gap={8}>
          <Text fw={600} size="sm">
            {author.name}
          </Text>
          <Text size="xs" c="dimmed" component="span">
            {partOf(t, author)}
            {' · '}
            <time dateTime={message.created_at} title={fully(message.created_at)}>
              {moment(message.created_at)}
            </time>
            {message.edited && ` · ${t('room.edited')}`} {props.where}
          </Text>
        </Group>
        {mode === 'edit' ? <Edit {...close} /> : <Words message={message} />}
        <Attachments message={message} />
        {mode === 'report' && <Report {...close} />}
        {mode === 'hide' && <Hide {...close} />}
        {mode === 'appeal' && <Appeal {...close} />}
        {mode === 'before' && <Before message={message} />}
        {(mode === 'read' || mode === 'before') && <Actions {...props} mode={mode} go={setMode} />}
      </Stack>
    </article>
  )
}

function Words({ message }: { message: Message }) {
  const { t } = useTranslation()
  if (message.deleted) return <Text c="dimmed">{t('room.deleted')}</Text>
  return (
    <>
      {message.hidden && (
        <Text c="dimmed" size="sm">
          {message.moderation ? t('room.hiddenFor', { reason: message.moderation.reason }) : t('room.hidden')}
        </Text>
      )}
      {message.moderation?.ruling && (
        <Text c="dimmed" size="sm">
          {t('room.ruled', { reason: message.moderation.ruling })}
        </Text>
      )}
      {message.text && (
        <Text className={classes.words} dir="auto">
          {message.text}
        </Text>
      )}
    </>
  )
}

type ActionsProps = Props & { mode: Mode; go: (mode: Mode) => void }

function Actions({ message, stale, moderates, answer, pin, mode, go }: ActionsProps) {
  const { t } = useTranslation()
  const mine = message.author.you
  const remove = useCommand<null, Message>(
    (_, key) => ask(api.DELETE('/api/v1/messages/{id}', { params: { path: { id: message.id }, header: once(key) } })),
    { stale, done: t('room.removed') },
  )
  if (message.deleted) return null
  const said = !message.hidden
  return (
    <>
      <Group gap={2}>
        {said && answer && <Act words={t('room.answer')} press={() => answer(message)} />}
        {said && pin && <Act words={t('room.pin')} press={() => pin(message)} />}
        {said && mine && <Act words={t('room.edit')} press={() => go('edit')} />}
        {mine && <Act words={t('room.delete')} press={() => remove.mutate(null)} busy={remove.isPending} />}
        {said && !mine && !moderates && <Act words={t('room.report')} press={() => go('report')} />}
        {said && !mine && moderates && <Act words={t('room.hide')} press={() => go('hide')} />}
        {message.edited && (
          <Act
            words={t(mode === 'before' ? 'room.notHistory' : 'room.history')}
            press={() => go(mode === 'before' ? 'read' : 'before')}
          />
        )}
        {message.moderation?.may_appeal && <Act words={t('room.appeal')} press={() => go('appeal')} />}
      </Group>
      <Wrong problem={remove.error} />
    </>
  )
}

function Act({ words, press, busy }: { words: string; press: () => void; busy?: boolean }) {
  return (
    <Button size="compact-sm" variant="subtle" onClick={press} loading={busy}>
      {words}
    </Button>
  )
}
