import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Card } from '../show/Page'
import { Found, Loading } from '../show/States'
import { useReel } from './reel'
import { Samples } from './Samples'

/** What somebody shows of their work, on their page. */
export function ReelCard({ personID }: { personID: string }) {
  const { t } = useTranslation()
  const reel = useReel(personID)
  return (
    <Card title={t('reel.title')}>
      <Found query={reel} loading={<Loading rows={1} />}>
        {(found) => (found.samples.length > 0 ? <Samples reel={found} /> : <Text c="dimmed">{t('reel.none')}</Text>)}
      </Found>
    </Card>
  )
}
