import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanReport, Problem, Project } from '../contract/client'
import { Icon } from '../show/icons'
import { Card, PageHead } from '../show/Page'
import { ProblemText } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { money } from '../words/money'
import { faultOf, rangeOf } from './fault'
import classes from './Launch.module.css'
import { createProject, validatePlan } from './plan'

/** A plan is pasted or dropped, read while it is written, and becomes a draft. */
export function Launch() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text, 400)
  const report = useQuery<PlanReport, Problem>({
    queryKey: ['plan', settled],
    queryFn: ({ signal }) => validatePlan(settled, signal),
    enabled: settled.trim() !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const create = useCommand<string, Project>(createProject, { stale: [['inbox']] })
  const take = async (file: File | null | undefined) => {
    if (file) setText(await file.text())
  }
  const good = report.data !== undefined && settled === text
  return (
    <div className={classes.page}>
      <PageHead title={t('launch.title')} />
      <Text c="dimmed" mb="md" maw="44rem">
        {t('launch.words')}
      </Text>
      <form
        className={classes.columns}
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate(text, {
            onSuccess: (project) => void navigate({ to: '/projects/$projectID', params: { projectID: project.id } }),
          })
        }}
      >
        <Stack>
          <Textarea
            ref={field}
            label={t('launch.plan')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onDrop={(event: DragEvent) => {
              event.preventDefault()
              void take(event.dataTransfer.files[0])
            }}
            classNames={{ input: classes.plan }}
            spellCheck={false}
            autosize
            minRows={18}
            maxRows={32}
            required
          />
          <FileButton onChange={(file) => void take(file)} accept=".yaml,.yml,.json">
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="file" />} w="fit-content">
                {t('launch.file')}
              </Button>
            )}
          </FileButton>
        </Stack>
        <Stack>
          <div role="status">
            <Report text={settled} report={report.data} problem={report.error} field={field} />
          </div>
          <Wrong problem={create.error} />
          <Button type="submit" size="md" disabled={!good} loading={create.isPending}>
            {t('launch.create')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('launch.createWords')}
          </Text>
        </Stack>
      </form>
    </div>
  )
}

type ReportProps = {
  text: string
  report?: PlanReport
  problem: Problem | null
  field: React.RefObject<HTMLTextAreaElement | null>
}

function Report({ text, report, problem, field }: ReportProps) {
  const { t } = useTranslation()
  if (!text.trim()) return <Card title={t('launch.amounts')}>{t('launch.nothing')}</Card>
  if (problem) return <Faults text={text} problem={problem} field={field} />
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
function Faults({
  text,
  problem,
  field,
}: {
  text: string
  problem: Problem
  field: React.RefObject<HTMLTextAreaElement | null>
}) {
  const { t } = useTranslation()
  const faults = problem.fields.map(faultOf)
  const go = (line: number) => {
    const [from, to] = rangeOf(text, line)
    field.current?.focus()
    field.current?.setSelectionRange(from, to)
  }
  return (
    <Card title={t('launch.faults', { count: faults.length })}>
      {faults.length === 0 && <ProblemText problem={problem} />}
      <ul className={classes.faults}>
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.path} ${fault.message}`}>
            <Group gap={8} wrap="nowrap" align="baseline">
              {fault.line > 0 && (
                <button type="button" className={classes.line} onClick={() => go(fault.line)}>
                  {t('launch.line', { line: fault.line })}
                </button>
              )}
              <span>
                <code>{fault.path}</code> {fault.message}
              </span>
            </Group>
          </li>
        ))}
      </ul>
    </Card>
  )
}
