import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../contract/client'
import { useMe, useSignOut } from '../session/me'
import { Icon } from '../show/icons'
import { Card } from '../show/Page'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { Erase } from './Erase'

/** Everything that is known of oneself, to take along; and the way out. */
export function MyData() {
  const { t } = useTranslation()
  const me = useMe()
  const signOut = useSignOut()
  const [erasing, setErasing] = useState(false)
  const take = useCommand(
    async (_: null) =>
      save((await ask<unknown>(api.POST('/api/v1/me/export', { parseAs: 'blob' }))) as Blob, `${me.handle}.zip`),
    { stale: [] },
  )
  return (
    <Card title={t('mine.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('mine.words')}</Text>
        <Wrong problem={take.error} />
        <Group>
          <Button
            variant="default"
            leftSection={<Icon name="download" />}
            loading={take.isPending}
            onClick={() => take.mutate(null)}
          >
            {t('mine.take')}
          </Button>
          <Button color="red" variant="outline" onClick={() => setErasing(true)}>
            {t('erase.begin')}
          </Button>
        </Group>
        <Erase person={me} opened={erasing} close={() => setErasing(false)} done={() => void signOut()} />
      </Stack>
    </Card>
  )
}
