import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CreditLine, PublicCreditLine } from '../contract/client'
import { Mark } from '../show/Mark'
import { country } from '../words/time'
import classes from './Credits.module.css'

/** Who made what: each part with a name, or as a part alone. With `consents` it says who agrees to be named in public. */
export function CreditLines({
  lines,
  consents = false,
}: {
  lines: (CreditLine | PublicCreditLine)[]
  consents?: boolean
}) {
  return (
    <ul className={classes.lines}>
      {lines.map((line, place) => (
        <li key={'sub_gig_id' in line ? line.sub_gig_id : `${place} ${line.title}`}>
          <div>
            <Text fw={600}>{line.name ?? line.title}</Text>
            <Text size="sm" c="dimmed">
              {[line.name && line.title, line.role, country(line.country)].filter(Boolean).join(' · ')}
            </Text>
          </div>
          {consents && 'own' in line && <Agreed agrees={line.agrees} />}
        </li>
      ))}
    </ul>
  )
}

function Agreed({ agrees }: { agrees?: boolean }) {
  const { t } = useTranslation()
  return <Mark mood={agrees ? 'good' : 'mind'}>{t(agrees ? 'credits.named' : 'credits.notNamed')}</Mark>
}

/** From how many countries they are. */
export function Countries({ count }: { count: number }) {
  const { t } = useTranslation()
  return (
    <Group mt="sm">
      <Text size="sm" c="dimmed">
        {t('credits.countries', { count })}
      </Text>
    </Group>
  )
}
