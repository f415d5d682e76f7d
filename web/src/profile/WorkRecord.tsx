import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../contract/client'
import { useMe } from '../session/me'
import { Icon } from '../show/icons'
import { Card } from '../show/Page'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

/** What somebody has made as a seller, signed by the instance, to be shown elsewhere. */
export function WorkRecord() {
  const { t } = useTranslation()
  const me = useMe()
  const [prices, setPrices] = useState(false)
  const take = useCommand(
    async (_: null) => {
      const query = { prices }
      const signed = await ask<unknown>(api.GET('/api/v1/me/work-record', { params: { query }, parseAs: 'blob' }))
      save(signed as Blob, `${me.handle}-work-record.json`)
    },
    { stale: [] },
  )
  return (
    <Card title={t('record.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('record.words')}</Text>
        <Wrong problem={take.error} />
        <Checkbox
          label={t('record.prices')}
          checked={prices}
          onChange={(event) => setPrices(event.currentTarget.checked)}
        />
        <Group>
          <Button
            variant="default"
            leftSection={<Icon name="download" />}
            loading={take.isPending}
            onClick={() => take.mutate(null)}
          >
            {t('record.take')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
