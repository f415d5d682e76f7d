import { Button, FileButton, SegmentedControl, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlanReport, Problem, Project } from '../contract/client'
import { is, useMe } from '../session/me'
import { Icon } from '../show/icons'
import { notYours } from '../show/notYours'
import { PageHead } from '../show/Page'
import { Failed } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { Begin } from './Begin'
import { written } from './edit'
import classes from './Launch.module.css'
import { Outlook } from './Outlook'
import { PlanDrawing } from './PlanDrawing'
import { PlanTable } from './PlanTable'
import { PlanText } from './PlanText'
import { createProject, validatePlan, type Written } from './plan'
import { Report } from './Report'
import { WholePlan } from './WholePlan'

/** What is being written: its text, the same as data when it was edited as such, and the split that it comes from. */
type Work = Written & { plan?: Plan }

type View = 'table' | 'drawing' | 'text'

/** Only for who may create a project: others would write a plan in vain. */
export function Launch() {
  const me = useMe()
  return is(me, 'buyer') || is(me, 'operator') ? <Begun /> : <Failed problem={notYours} />
}

/** A plan is begun from a template, a file that is split, or its text; it is edited, read while that is done, and becomes a draft. */
function Begun() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const field = useRef<HTMLTextAreaElement>(null)
  const [work, setWork] = useState<Work>({ text: '' })
  const [view, setView] = useState<View>('text')
  const [settled] = useDebouncedValue(work.text, 400)
  const report = useQuery<PlanReport, Problem>({
    queryKey: ['plan', settled],
    queryFn: ({ signal }) => validatePlan(settled, signal),
    enabled: settled.trim() !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const create = useCommand<Written, Project>(createProject, { stale: [['inbox']] })
  const good = report.data !== undefined && settled === work.text
  const plan = work.plan ?? (good ? report.data?.plan : undefined)
  const edit = (next: Plan) => setWork({ text: written(next), plan: next, split: work.split })
  const begin = (next: Work) => {
    setWork(next)
    setView(next.plan ? 'table' : 'text')
  }
  return (
    <div className={classes.page}>
      <PageHead title={t('launch.title')} />
      <Text c="dimmed" mb="md" maw="44rem">
        {t('launch.words')}
      </Text>
      <Begin begin={begin} />
      <form
        className={classes.columns}
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate(
            { text: work.text, split: work.split },
            {
              onSuccess: (project) => void navigate({ to: '/projects/$projectID', params: { projectID: project.id } }),
            },
          )
        }}
      >
        <Stack miw={0}>
          <SegmentedControl
            aria-label={t('timeline.as')}
            value={plan ? view : 'text'}
            onChange={(next) => setView(next as View)}
            data={[
              { value: 'table', label: t('timeline.table'), disabled: !plan },
              { value: 'drawing', label: t('graph.title'), disabled: !plan },
              { value: 'text', label: t('launch.text') },
            ]}
            w="fit-content"
          />
          {plan && view !== 'text' && <WholePlan plan={plan} edit={edit} />}
          {plan && view === 'table' && <PlanTable plan={plan} edit={edit} />}
          {plan && view === 'drawing' && <PlanDrawing plan={plan} edit={edit} />}
          {(!plan || view === 'text') && (
            <PlanText field={field} text={work.text} set={(text) => setWork({ text, split: work.split })} />
          )}
          <FileButton onChange={(file) => void file?.text().then((text) => begin({ text }))} accept=".yaml,.yml,.json">
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="file" />} w="fit-content">
                {t('launch.file')}
              </Button>
            )}
          </FileButton>
        </Stack>
        <Stack>
          <div role="status">
            <Report
              text={settled}
              report={report.data}
              problem={report.error}
              go={(from, to) => {
                setView('text')
                // The text may not be drawn yet.
                setTimeout(() => {
                  field.current?.focus()
                  field.current?.setSelectionRange(from, to)
                })
              }}
            />
          </div>
          {plan && <Outlook plan={plan} />}
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
