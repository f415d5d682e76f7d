import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Delivery, SubGig } from '../contract/client'
import { Card } from '../show/Page'
import { State } from '../show/State'
import { Found } from '../show/States'
import { useDeliveries } from '../subgig/subgig'
import { bytes, moment } from '../words/time'
import classes from './Delivery.module.css'
import { Findings } from './Findings'
import { Notes } from './Notes'
import { Said } from './Rights'

/** Every version of a sub-gig's result, the newest first. */
export function Versions({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const deliveries = useDeliveries(gig.id)
  return (
    <Card title={t('delivery.title')}>
      <Found query={deliveries}>
        {(list) =>
          list.length === 0 ? (
            <Text c="dimmed">{t('delivery.none')}</Text>
          ) : (
            <ul className={classes.versions}>
              {list.map((one, at) => (
                <li key={one.id}>
                  <Version delivery={one} brief={gig.brief} newest={at === 0} />
                </li>
              ))}
            </ul>
          )
        }
      </Found>
    </Card>
  )
}

function Version({ delivery, brief, newest }: { delivery: Delivery; brief: string[]; newest: boolean }) {
  const { t } = useTranslation()
  const inspection = delivery.inspection
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Link to="/deliveries/$deliveryID" params={{ deliveryID: delivery.id }} className={classes.version}>
          {t('delivery.version', { version: delivery.version })}
        </Link>
        <State state={delivery.state} />
        <Text size="sm" c="dimmed">
          {moment(delivery.submitted_at)}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {delivery.files.map((file) => `${file.name} (${bytes(file.size_bytes)})`).join(', ')}
      </Text>
      {delivery.note && <Text className={classes.note}>{delivery.note}</Text>}
      {delivery.declaration && <Said of={delivery.declaration} />}
      {newest && delivery.state === 'submitted' && !inspection && (
        <Text size="sm" role="status">
          {t('delivery.inspecting')}
        </Text>
      )}
      {newest && inspection && <Findings inspection={inspection} />}
      {delivery.reviews.map((review) => (
        <Notes key={review.id} review={review} brief={brief} />
      ))}
    </Stack>
  )
}
