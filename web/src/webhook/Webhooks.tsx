import { Button, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Webhook, WebhookRequest } from '../contract/client'
import { Card } from '../show/Page'
import { Secret } from '../show/Secret'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { Endpoint } from './Endpoint'
import { listKey, makeWebhook, useWebhooks } from './webhook'

/** Every endpoint with how it stands, and a new one. Without a project: those of the instance. */
export function Webhooks({ projectID }: { projectID?: string }) {
  const { t } = useTranslation()
  const hooks = useWebhooks(projectID)
  return (
    <Found query={hooks}>
      {(found) => (
        <Stack>
          {found.items.length === 0 && (
            <Card>
              <Text c="dimmed">{t('webhook.none')}</Text>
            </Card>
          )}
          {found.items.map((hook) => (
            <Endpoint key={hook.id} hook={hook} />
          ))}
          <NewEndpoint projectID={projectID} />
        </Stack>
      )}
    </Found>
  )
}

const groups = ['offer.*', 'delivery.*', 'inspection.*', 'review.*', 'project.*', 'payout.*', 'dispute.*']

function NewEndpoint({ projectID }: { projectID?: string }) {
  const { t } = useTranslation()
  const [url, setURL] = useState('')
  const [kinds, setKinds] = useState<string[]>([])
  const [form, setForm] = useState<'standard' | 'slack'>('standard')
  const [secret, setSecret] = useState('')
  const make = useCommand<WebhookRequest, Webhook>((body, key) => makeWebhook(projectID, body, key), {
    stale: [listKey(projectID)],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate(
      { url: url.trim(), kinds: kinds.length ? kinds : undefined, form },
      {
        onSuccess: (made) => {
          setSecret(made.secret ?? '')
          setURL('')
        },
      },
    )
  }
  return (
    <Card title={t('webhook.new')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {secret && <Secret title={t('webhook.secret')} value={secret} done={() => setSecret('')} />}
          <Group align="start" grow preventGrowOverflow={false}>
            <TextInput
              type="url"
              label={t('webhook.url')}
              description={t('webhook.urlWords')}
              placeholder="https://example.org/tutti"
              value={url}
              onChange={(event) => setURL(event.currentTarget.value)}
              maxLength={2000}
              required
            />
            <Select
              label={t('webhook.form')}
              description={t('webhook.formWords')}
              value={form}
              onChange={(value) => value && setForm(value as 'standard')}
              allowDeselect={false}
              data={(['standard', 'slack'] as const).map((value) => ({ value, label: t(`webhook.forms.${value}`) }))}
            />
          </Group>
          <TagsInput
            label={t('webhook.kinds')}
            description={t('webhook.kindsWords')}
            value={kinds}
            onChange={setKinds}
            data={groups}
            maxTags={100}
          />
          <Wrong problem={make.error} />
          <Button type="submit" loading={make.isPending} w="fit-content">
            {t('webhook.make')}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
