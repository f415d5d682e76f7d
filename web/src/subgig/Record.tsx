import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type SubGig } from '../contract/client'
import { Icon } from '../show/icons'
import { Card } from '../show/Page'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import classes from './SubGig.module.css'

/** Everything that is recorded of a sub-gig, or one's own part of it, to be taken away and cited by its hash. */
export function Record({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const take = useCommand(
    async (id: string) => {
      const found = await ask(api.GET('/api/v1/sub-gigs/{id}/record', { params: { path: { id } } }))
      save(new Blob([JSON.stringify(found)], { type: 'application/json' }), `${gig.key}-record.json`)
      return found.sha256
    },
    { stale: [] },
  )
  return (
    <Card title={t('subGig.record')}>
      <Stack gap="xs">
        <Text size="sm">{t('subGig.recordWords')}</Text>
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="download" size={16} />}
            loading={take.isPending}
            onClick={() => take.mutate(gig.id)}
          >
            {t('dispute.take')}
          </Button>
        </Group>
        {take.data && (
          <Text size="sm" role="status">
            {t('dispute.hash')}{' '}
            <code className={classes.hash} dir="ltr">
              {take.data}
            </code>
          </Text>
        )}
        <Wrong problem={take.error} />
      </Stack>
    </Card>
  )
}
