import { Badge, Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Problem, type Session, type SessionList } from '../contract/client'
import { useSignOut } from '../session/me'
import { Card } from '../show/Page'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { fromNow, useNow } from '../words/time'
import classes from './Profile.module.css'

/** Where somebody has signed in, each to be ended from here. */
export function Sessions() {
  const { t } = useTranslation()
  const signOut = useSignOut()
  const sessions = useQuery<SessionList, Problem>({
    queryKey: ['sessions'],
    queryFn: () => ask(api.GET('/api/v1/me/sessions')),
  })
  const everywhere = useCommand(
    (_: null, key) => ask(api.DELETE('/api/v1/me/sessions', { params: { header: once(key) } })),
    { stale: [['sessions'], ['me']] },
  )
  return (
    <Card
      title={t('session.title')}
      aside={
        <Button
          variant="default"
          size="xs"
          loading={everywhere.isPending}
          onClick={() => everywhere.mutate(null, { onSuccess: () => void signOut() })}
        >
          {t('session.everywhere')}
        </Button>
      }
    >
      <Wrong problem={everywhere.error} />
      <Found query={sessions}>
        {(found) =>
          found.items.length === 0 ? (
            <Text c="dimmed">{t('session.none')}</Text>
          ) : (
            <ul className={classes.list}>
              {found.items.map((one) => (
                <One key={one.id} session={one} />
              ))}
            </ul>
          )
        }
      </Found>
    </Card>
  )
}

function One({ session }: { session: Session }) {
  const { t } = useTranslation()
  const now = useNow()
  const end = useCommand(
    (id: string, key) => ask(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id }, header: once(key) } })),
    { stale: [['sessions'], ['me']], done: t('session.ended') },
  )
  return (
    <li className={classes.entry}>
      <div>
        <Text size="sm">
          {session.agent || t('session.unknown')} {session.current && <Badge size="sm">{t('session.this')}</Badge>}
        </Text>
        <Text size="xs" c="dimmed">
          {[session.address, t('session.seen', { when: fromNow(session.seen_at, now) })].filter(Boolean).join(' · ')}
        </Text>
        <Wrong problem={end.error} />
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={t('session.endOf', { agent: session.agent || t('session.unknown') })}
        loading={end.isPending}
        onClick={() => end.mutate(session.id)}
      >
        {t('session.end')}
      </Button>
    </li>
  )
}
