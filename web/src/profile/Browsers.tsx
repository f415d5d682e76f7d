import { Badge, Button, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  api,
  ask,
  newKey,
  once,
  type Problem,
  type PushKey,
  type PushList,
  type PushSubscription,
} from '../contract/client'
import { Card } from '../show/Page'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { dayOf } from '../words/time'
import classes from './Profile.module.css'
import { hindrance, keepBrowser, subscribe, thisBrowser, unsubscribe } from './push'

/** The browsers that show what somebody is told while no page is open, and whether this is one. */
export function Browsers() {
  const { t } = useTranslation()
  const key = useQuery<PushKey, Problem>({
    queryKey: ['push-key'],
    queryFn: () => ask(api.GET('/api/v1/push-key')),
  })
  const browsers = useQuery<PushList, Problem>({
    queryKey: ['push-subscriptions'],
    queryFn: () => ask(api.GET('/api/v1/me/push-subscriptions')),
  })
  return (
    <Card title={t('push.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('push.words')}</Text>
        <Found query={browsers}>
          {(found) => (
            <>
              {found.items.length > 0 && (
                <ul className={classes.list}>
                  {found.items.map((one) => (
                    <One key={one.id} browser={one} />
                  ))}
                </ul>
              )}
              {!found.items.some((one) => one.id === thisBrowser()) && <Begin publicKey={key.data?.key ?? ''} />}
            </>
          )}
        </Found>
      </Stack>
    </Card>
  )
}

function Begin({ publicKey }: { publicKey: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const begin = useMutation({
    mutationFn: async () => {
      const body = await subscribe(publicKey)
      const header = once(newKey())
      const made = await ask(api.POST('/api/v1/me/push-subscriptions', { body, params: { header } }))
      keepBrowser(made.id)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['push-subscriptions'] }),
  })
  const why = publicKey ? hindrance() : 'impossible'
  if (why)
    return (
      <Text size="sm" c="dimmed">
        {t(`push.${why}`)}
      </Text>
    )
  return (
    <>
      {begin.error && (
        <Text size="sm" c="red" role="alert">
          {t(hindrance() === 'denied' ? 'push.denied' : 'push.failed')}
        </Text>
      )}
      <div>
        <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('push.begin')}
        </Button>
      </div>
    </>
  )
}

function One({ browser }: { browser: PushSubscription }) {
  const { t } = useTranslation()
  const here = browser.id === thisBrowser()
  const end = useCommand(
    (id: string, key) =>
      ask(api.DELETE('/api/v1/me/push-subscriptions/{id}', { params: { path: { id }, header: once(key) } })),
    { stale: [['push-subscriptions']], done: t('push.ended') },
  )
  return (
    <li className={classes.entry}>
      <div>
        <Text size="sm">
          {browser.name} {here && <Badge size="sm">{t('session.this')}</Badge>}
        </Text>
        <Text size="xs" c="dimmed">
          {t('push.since', { when: dayOf(browser.created_at) })}
        </Text>
        <Wrong problem={end.error} />
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={t('push.endOf', { name: browser.name })}
        loading={end.isPending}
        onClick={() => end.mutate(browser.id, { onSuccess: () => here && void unsubscribe() })}
      >
        {t('session.end')}
      </Button>
    </li>
  )
}
