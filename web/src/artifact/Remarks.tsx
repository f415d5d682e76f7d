import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Artifact } from '../contract/client'
import delivery from '../delivery/Delivery.module.css'
import { FoundOne } from '../delivery/Findings'
import { Icon } from '../show/icons'
import { Card } from '../show/Page'

const most = 20 // a table can have hundreds of cells on which no two agree

/** What a person should know of a build: what was left out, and what nobody could decide. */
export function Remarks({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation()
  // What only stands for something missing is told by a card of its own.
  const remarks = (artifact.manifest?.remarks ?? []).filter((one) => one.severity !== 'info')
  if (remarks.length === 0) return null
  return (
    <Card title={t('soFar.remarks')}>
      <ul className={delivery.findingList}>
        {remarks.slice(0, most).map((one) => (
          <li
            key={`${one.code} ${one.at} ${one.row} ${one.message}`}
            className={delivery.finding}
            data-severity={one.severity}
          >
            <Icon name="warning" size={16} />
            <FoundOne finding={one} />
          </li>
        ))}
      </ul>
      {remarks.length > most && (
        <Text c="dimmed" size="sm">
          {t('soFar.moreRemarks')}
        </Text>
      )}
    </Card>
  )
}
