import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once } from '../contract/client'
import { Card } from '../show/Page'
import { Secret } from '../show/Secret'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

/** The address of one's deadlines for a calendar program. Each new one ends the one before. */
export function CalendarAddress() {
  const { t } = useTranslation()
  const [address, setAddress] = useState('')
  const create = useCommand((_: null, key) => ask(api.POST('/api/v1/me/calendar', { params: { header: once(key) } })), {
    stale: [],
  })
  const end = useCommand((_: null, key) => ask(api.DELETE('/api/v1/me/calendar', { params: { header: once(key) } })), {
    stale: [],
    done: t('calendar.ended'),
  })
  return (
    <Card title={t('calendar.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('calendar.words')}</Text>
        {address && <Secret title={t('calendar.address')} value={address} done={() => setAddress('')} />}
        <Wrong problem={create.error ?? end.error} />
        <Group>
          <Button
            variant="default"
            loading={create.isPending}
            onClick={() => create.mutate(null, { onSuccess: (made) => setAddress(made.address) })}
          >
            {t('calendar.create')}
          </Button>
          <Button
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(null, { onSuccess: () => setAddress('') })}
          >
            {t('calendar.end')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
