import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Inspection } from '../contract/client'
import { Icon, type IconName } from '../show/icons'
import { position } from '../words/time'
import classes from './Delivery.module.css'

const icons: Record<'block' | 'warn' | 'info', IconName> = { block: 'cross', warn: 'warning', info: 'check' }
const order = { block: 0, warn: 1, info: 2 }

type Props = { inspection: Inspection; go?: (seconds: number) => void; turn?: (page: number) => void }

/** What the machine found: what is wrong, where, and how to put it right; the gravest first. */
export function Findings({ inspection, go, turn }: Props) {
  const { t } = useTranslation()
  const findings = [...inspection.findings].sort((a, b) => order[a.severity] - order[b.severity])
  return (
    <div className={classes.findings} data-passed={inspection.passed}>
      <Text fw={600} size="sm">
        {t(inspection.passed ? 'finding.passed' : 'finding.blocked')}
      </Text>
      {findings.length > 0 && (
        <ul className={classes.findingList}>
          {findings.map((one) => (
            <li
              key={`${one.code} ${one.file} ${one.from_seconds} ${one.page} ${one.row}`}
              className={classes.finding}
              data-severity={one.severity}
            >
              <Icon name={icons[one.severity]} size={16} />
              <div>
                <span className="unseen">{t(`finding.${one.severity}`)} </span>
                {one.message}
                <Where
                  from={one.from_seconds}
                  to={one.to_seconds}
                  page={one.page}
                  row={one.row}
                  at={one.at}
                  go={go}
                  turn={turn}
                />
                {one.fix && <div className={classes.fix}>{one.fix}</div>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type WhereProps = {
  from?: number
  to?: number
  page?: number
  row?: number
  at?: string
  go?: (seconds: number) => void
  turn?: (page: number) => void
}

/** The place of a finding or a note; a place in a sound is a button where one can go there. */
export function Where({ from, to, page, row, at, go, turn }: WhereProps) {
  const { t } = useTranslation()
  const start = from ?? 0
  const parts: string[] = []
  if (page && !turn) parts.push(t('where.page', { page }))
  if (row) parts.push(t('where.row', { row }))
  if (at) parts.push(at)
  const timed = from !== undefined || to !== undefined
  const time = to && to > start ? `${position(start)}–${position(to)}` : position(start)
  return (
    <>
      {timed &&
        (go ? (
          <button type="button" className={classes.time} onClick={() => go(start)}>
            {time}
          </button>
        ) : (
          <span className={classes.time}>{time}</span>
        ))}
      {page && turn && (
        <button type="button" className={classes.time} onClick={() => turn(page)}>
          {t('where.page', { page })}
        </button>
      )}
      {parts.length > 0 && <span className={classes.place}>{parts.join(' · ')}</span>}
    </>
  )
}
