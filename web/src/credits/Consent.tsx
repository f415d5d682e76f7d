import { Stack, Switch, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, once } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { creditsKey } from './credits'

/** Whether one is named where everybody reads it. Nobody is who has not said so. */
export function Consent({ project, agrees }: { project: string; agrees?: boolean }) {
  const { t } = useTranslation()
  const say = useCommand(
    (wanted: boolean, key) =>
      ask(
        api.PUT('/api/v1/projects/{id}/credits/consent', {
          body: { agrees: wanted },
          params: { path: { id: project }, header: once(key) },
        }),
      ),
    { stale: [creditsKey(project)], done: t('credits.said') },
  )
  return (
    <Card title={t('credits.yourName')}>
      <Stack gap="sm">
        <Switch
          label={t('credits.nameMe')}
          description={t('credits.nameMeWords')}
          checked={say.isPending ? say.variables : agrees === true}
          disabled={say.isPending}
          onChange={(event) => say.mutate(event.currentTarget.checked)}
        />
        {agrees === undefined && <Text size="sm">{t('credits.notSaid')}</Text>}
        <Wrong problem={say.error} />
      </Stack>
    </Card>
  )
}
