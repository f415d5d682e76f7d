import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Webhooks } from '../webhook/Webhooks'

/** The programs that are told what happens in every project. */
export function InstanceWebhooks() {
  const { t } = useTranslation()
  return (
    <>
      <Text c="dimmed">{t('webhook.instance')}</Text>
      <Webhooks />
    </>
  )
}
