import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Area, Inspection } from '../contract/client'
import { Icon, type IconName } from '../show/icons'
import { position } from '../words/time'
import classes from './Delivery.module.css'

const icons: Record<'block' | 'warn' | 'info', IconName> = { block: 'cross', warn: 'warning', info: 'check' }
const order = { block: 0, warn: 1, info: 2 }

type Props = {
  inspection: Inspection
  go?: (seconds: number) => void
  turn?: (page: number) => void
  look?: (finding: Finding) => void // frames the part of a page or picture that a finding is about
}

/** What the machine found: what is wrong, where, and how to put it right; the gravest first. */
export function Findings({ inspection, go, turn, look }: Props) {
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
              key={`${one.code} ${one.file} ${one.from_seconds} ${one.page} ${one.row} ${one.area?.x} ${one.area?.y} ${one.message}`}
              className={classes.finding}
              data-severity={one.severity}
            >
              <Icon name={icons[one.severity]} size={16} />
              <FoundOne finding={one} go={go} turn={turn} look={look} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export type Finding = Inspection['findings'][number]

/** One finding: what it is and how to put it right in the reader's words, by its code, and what was measured in the server's. */
export function FoundOne({ finding, go, turn, look }: { finding: Finding } & Omit<Props, 'inspection'>) {
  const { t } = useTranslation()
  const code = finding.code.replaceAll('_', '-') as 'silent' // one of many; behind a _ words have their plurals
  const what = t(`finding.what.${code}`, { defaultValue: '' })
  const fix = t(`finding.fix.${code}`, { defaultValue: finding.fix ?? '' })
  return (
    <div>
      <span className="unseen">{t(`finding.${finding.severity}`)} </span>
      {what && <div className={classes.what}>{what}</div>}
      <bdi lang="en">{finding.message}</bdi>
      <Where
        from={finding.from_seconds}
        to={finding.to_seconds}
        page={finding.page}
        row={finding.row}
        at={finding.at}
        area={finding.area}
        go={go}
        turn={turn}
        look={look && finding.area ? () => look(finding) : undefined}
      />
      {fix && <div className={classes.fix}>{fix}</div>}
    </div>
  )
}

type WhereProps = {
  from?: number
  to?: number
  page?: number
  row?: number
  at?: string
  area?: Area
  go?: (seconds: number) => void
  turn?: (page: number) => void
  look?: () => void // shows the area, on its page
}

/** The place of a finding or a note; a place in a sound, on a page or in a picture is a button where one can go there. */
export function Where({ from, to, page, row, at, area, go, turn, look }: WhereProps) {
  const { t } = useTranslation()
  const start = from ?? 0
  const sheet: string[] = []
  if (page) sheet.push(t('where.page', { page }))
  if (area) sheet.push(t(page ? 'where.part' : 'where.area'))
  const show = look ?? (page && turn ? () => turn(page) : undefined)
  const parts = show ? [] : sheet
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
      {show && (
        <button type="button" className={classes.time} onClick={show}>
          {sheet.join(' · ')}
        </button>
      )}
      {parts.length > 0 && <span className={classes.place}>{parts.join(' · ')}</span>}
    </>
  )
}
