import { Alert } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons'

/** Says so when this device has no network: what is shown may be old. */
export function Offline() {
  const { t } = useTranslation()
  const { online } = useNetwork()
  if (online) return null
  return (
    <Alert color="yellow" icon={<Icon name="offline" />} title={t('offline.title')} mb="md" role="status">
      {t('offline.words')}
    </Alert>
  )
}
