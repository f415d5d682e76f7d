import { Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlanReport, Problem } from '../contract/client'
import { Card } from '../show/Page'
import { ProblemText } from '../show/States'
import { money } from '../words/money'
import { faultOf, rangeOf } from './fault'
import classes from './Launch.module.css'

type ReportProps = {
  text: string
  report?: PlanReport
  problem: Problem | null
  go: (from: number, to: number) => void // to a place in the text
}

/** What a plan amounts to, or what is wrong with it. */
export function Report({ text, report, problem, go }: ReportProps) {
  const { t } = useTranslation()
  if (!text.trim()) return <Card title={t('launch.amounts')}>{t('launch.nothing')}</Card>
  if (problem) return <Faults text={text} problem={problem} go={go} />
  if (!report) return <Card title={t('launch.amounts')}>{t('launch.reading')}</Card>
  return (
    <Card title={t('launch.amounts')}>
      <dl className={classes.facts}>
        <dt>{t('launch.name')}</dt>
        <dd>{report.title}</dd>
        <dt>{t('launch.gigs')}</dt>
        <dd>{report.sub_gigs}</dd>
        <dt>{t('launch.prices')}</dt>
        <dd>{money(report.prices_minor, report.currency)}</dd>
        <dt>{t('launch.budget')}</dt>
        <dd>{money(report.budget_minor, report.currency)}</dd>
        {report.new_people.length > 0 && (
          <>
            <dt>{t('launch.people')}</dt>
            <dd>{report.new_people.join(', ')}</dd>
          </>
        )}
        {report.files.length > 0 && (
          <>
            <dt>{t('launch.files')}</dt>
            <dd>{report.files.join(', ')}</dd>
          </>
        )}
      </dl>
    </Card>
  )
}

/** Every fault of a plan at its line; a press goes there. */
function Faults({ text, problem, go }: { text: string; problem: Problem; go: ReportProps['go'] }) {
  const { t } = useTranslation()
  const faults = problem.fields.map(faultOf)
  return (
    <Card title={t('launch.faults', { count: faults.length })}>
      {faults.length === 0 && <ProblemText problem={problem} />}
      <ul className={classes.faults}>
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.path} ${fault.message}`}>
            <Group gap={8} wrap="nowrap" align="baseline">
              {fault.line > 0 && (
                <button type="button" className={classes.line} onClick={() => go(...rangeOf(text, fault.line))}>
                  {t('launch.line', { line: fault.line })}
                </button>
              )}
              <span>
                <code>{fault.path}</code> <bdi lang="en">{fault.message}</bdi>
              </span>
            </Group>
          </li>
        ))}
      </ul>
    </Card>
  )
}
