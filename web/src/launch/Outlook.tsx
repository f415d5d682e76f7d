import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../contract/client'
import { Card } from '../show/Page'
import { lasting, moment, useNow } from '../words/time'
import { forecastOf } from './forecast'
import classes from './Launch.module.css'

/** When a plan would end if it were launched now, and which of its sub-gigs decide that. */
export function Outlook({ plan }: { plan: Plan }) {
  const { t } = useTranslation()
  const now = useNow()
  const forecast = useMemo(() => forecastOf(plan), [plan])
  if (forecast.chain.length === 0) return null
  const end = new Date(now.getTime() + forecast.seconds * 1000)
  const late = plan.due !== undefined && end > new Date(`${plan.due}T23:59:59`)
  return (
    <Card title={t('launch.outlook')}>
      <dl className={classes.facts}>
        <dt>{t('launch.takes')}</dt>
        <dd>{lasting(forecast.seconds)}</dd>
        <dt>{t('launch.ends')}</dt>
        <dd>{moment(end)}</dd>
        <dt>{t('launch.decide')}</dt>
        <dd>{forecast.chain.map((gig) => gig.title || gig.key).join(' → ')}</dd>
      </dl>
      {late && (
        <Text c="red" mt="sm">
          {t('launch.late')}
        </Text>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        {t('timeline.words')}
      </Text>
    </Card>
  )
}
