import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type Person } from '../contract/client'
import { Icon } from '../show/icons'
import { Card } from '../show/Page'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

/** Everything that is known of somebody, for the operator who answers their request for it. */
export function TheirData({ person }: { person: Pick<Person, 'id' | 'handle'> }) {
  const { t } = useTranslation()
  const take = useCommand<string, void>(
    async (id) =>
      save(
        (await ask<unknown>(
          api.POST('/api/v1/people/{id}/export', { params: { path: { id } }, parseAs: 'blob' }),
        )) as Blob,
        `${person.handle}.zip`,
      ),
    { stale: [] },
  )
  return (
    <Card title={t('person.data')}>
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{t('person.dataWords')}</Text>
        <Wrong problem={take.error} />
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          loading={take.isPending}
          onClick={() => take.mutate(person.id)}
        >
          {t('person.dataTake')}
        </Button>
      </Stack>
    </Card>
  )
}
