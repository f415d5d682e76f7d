import { Alert, Button, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Webhook, type WebhookAttempt } from '../contract/client'
import { Mark } from '../show/Mark'
import { More } from '../show/More'
import { Card } from '../show/Page'
import { Secret } from '../show/Secret'
import { Sheet } from '../show/Sheet'
import { Failed, Loading } from '../show/States'
import { useCommand } from '../show/useCommand'
import { useParts } from '../show/useParts'
import { Wrong } from '../show/Wrong'
import { moment } from '../words/time'
import { listKey } from './webhook'

/** One endpoint: how it stands, what was sent to it, and what can be done with it. */
export function Endpoint({ hook }: { hook: Webhook }) {
  const { t } = useTranslation()
  const [log, setLog] = useState(false)
  const disabled = hook.state === 'disabled'
  return (
    <Card
      title={hook.url}
      aside={
        <Mark mood={disabled ? 'bad' : hook.failures ? 'mind' : 'good'}>
          {t(disabled ? 'webhook.disabled' : hook.failures ? 'webhook.failing' : 'webhook.active')}
        </Mark>
      }
    >
      <Stack gap="sm">
        <Text size="sm">
          {hook.kinds.length ? hook.kinds.join(', ') : t('webhook.everything')} ·{' '}
          {t(`webhook.forms.${hook.form as 'standard'}`)}
        </Text>
        {hook.failures > 0 && (
          <Text size="sm">
            {t('webhook.failures', { count: hook.failures })}
            {hook.next_attempt_at && ` ${t('webhook.next', { at: moment(hook.next_attempt_at) })}`}
          </Text>
        )}
        {hook.reason && <Text size="sm">{t(`webhook.reason.${hook.reason as 'failing'}`)}</Text>}
        {hook.former_secret_until && (
          <Text size="sm">{t('webhook.former', { at: moment(hook.former_secret_until) })}</Text>
        )}
        <Actions hook={hook} />
        <Button variant="subtle" size="xs" w="fit-content" aria-expanded={log} onClick={() => setLog(!log)}>
          {t(log ? 'webhook.hideLog' : 'webhook.showLog')}
        </Button>
        {log && <Attempts id={hook.id} />}
      </Stack>
    </Card>
  )
}

function Actions({ hook }: { hook: Webhook }) {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  const [removing, setRemoving] = useState(false)
  const stale = [listKey(hook.project_id), ['webhook', hook.id]]
  const params = (key: string) => ({ path: { id: hook.id }, header: once(key) })
  const test = useCommand((_: null, key) => ask(api.POST('/api/v1/webhooks/{id}/test', { params: params(key) })), {
    stale,
  })
  const rotate = useCommand((_: null, key) => ask(api.POST('/api/v1/webhooks/{id}/rotate', { params: params(key) })), {
    stale,
  })
  const enable = useCommand((_: null, key) => ask(api.POST('/api/v1/webhooks/{id}/enable', { params: params(key) })), {
    stale,
    done: t('webhook.enabled'),
  })
  const remove = useCommand((_: null, key) => ask(api.DELETE('/api/v1/webhooks/{id}', { params: params(key) })), {
    stale,
    done: t('webhook.removed'),
  })
  return (
    <Stack gap="sm">
      {secret && <Secret title={t('webhook.secret')} value={secret} done={() => setSecret('')} />}
      {test.data && <Outcome attempt={test.data} />}
      <Wrong problem={test.error ?? rotate.error ?? enable.error ?? remove.error} />
      <Group gap="xs">
        <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate(null)}>
          {t('webhook.test')}
        </Button>
        <Button
          variant="default"
          size="xs"
          loading={rotate.isPending}
          onClick={() => rotate.mutate(null, { onSuccess: (made) => setSecret(made.secret ?? '') })}
        >
          {t('webhook.rotate')}
        </Button>
        {hook.state === 'disabled' && (
          <Button variant="default" size="xs" loading={enable.isPending} onClick={() => enable.mutate(null)}>
            {t('webhook.enable')}
          </Button>
        )}
        <Button variant="outline" color="red" size="xs" onClick={() => setRemoving(true)}>
          {t('webhook.remove')}
        </Button>
      </Group>
      <Modal
        opened={removing}
        onClose={() => setRemoving(false)}
        title={t('webhook.removeTitle')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack>
          <Text size="sm">{t('webhook.removeWords', { url: hook.url })}</Text>
          <Group>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(null)}>
              {t('webhook.remove')}
            </Button>
            <Button variant="default" onClick={() => setRemoving(false)}>
              {t('back')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  )
}

function Outcome({ attempt }: { attempt: WebhookAttempt }) {
  const how = useHow()
  return (
    <Alert color={attempt.problem ? 'red' : 'teal'} variant="light" role="status" title={how(attempt)}>
      <Text size="sm">{attempt.answer}</Text>
    </Alert>
  )
}

/** Says in words what came back. */
function useHow(): (attempt: WebhookAttempt) => string {
  const { t } = useTranslation()
  return (attempt) =>
    [
      attempt.problem
        ? t(`webhook.problem.${attempt.problem as 'tls'}`, { defaultValue: attempt.problem })
        : t('webhook.arrived'),
      attempt.status ? t('webhook.status', { status: attempt.status }) : '',
      t('webhook.took', { ms: attempt.duration_ms }),
    ]
      .filter(Boolean)
      .join(' · ')
}

function Attempts({ id }: { id: string }) {
  const { t } = useTranslation()
  const how = useHow()
  const list = useParts<WebhookAttempt>(['webhook', id, 'attempts'], (cursor) =>
    ask(api.GET('/api/v1/webhooks/{id}/attempts', { params: { path: { id }, query: { limit: 50, cursor } } })),
  )
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading rows={2} />
  if (list.data.length === 0) return <Text size="sm">{t('webhook.noAttempts')}</Text>
  return (
    <div>
      <Sheet label={t('webhook.log')} columns={[t('webhook.when'), t('webhook.type'), t('webhook.outcome')]}>
        {list.data.map((attempt) => (
          <Table.Tr key={attempt.number}>
            <Table.Td>{moment(attempt.at)}</Table.Td>
            <Table.Td>{attempt.type}</Table.Td>
            <Table.Td>{how(attempt)}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More list={list} />
    </div>
  )
}
