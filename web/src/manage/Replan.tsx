import { Button, FileButton, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Replan as Change, Plan, PlanDocument, Problem, Project } from '../contract/client'
import { written } from '../launch/edit'
import { PlanTable } from '../launch/PlanTable'
import { PlanText } from '../launch/PlanText'
import { WholePlan } from '../launch/WholePlan'
import { Card } from '../show/Page'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { Changes } from './Changes'
import { planOf, previewOf, putInForce } from './replan'

/** Changes the plan of a project that runs: what that does is shown before it is put in force. */
export function Replan({ project }: { project: Project }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const plan = useQuery<PlanDocument, Problem>({
    queryKey: ['project', project.id, 'plan', project.plan_version],
    enabled: open,
    queryFn: () => planOf(project.id),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (project.state !== 'running' && project.state !== 'in_review') return null
  return (
    <Card title={t('replan.title')}>
      <Text size="sm" mb="md">
        {t('replan.words')}
      </Text>
      {open ? (
        <Found query={plan}>
          {(found) => <Edit key={found.version} project={project} inForce={found.plan} close={() => setOpen(false)} />}
        </Found>
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('replan.begin')}
        </Button>
      )}
    </Card>
  )
}

/** A plan as it is edited: as data, or as text of somebody's own. */
type Work = { text: string; plan?: Plan }

function Edit({ project, inForce, close }: { project: Project; inForce: Plan; close: () => void }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const [work, setWork] = useState<Work>({ text: written(inForce), plan: inForce })
  const [view, setView] = useState<'table' | 'text'>('table')
  const preview = useCommand<string, Change>((text) => previewOf(project.id, text), { stale: [] })
  const change = preview.data && preview.variables === work.text ? preview.data : undefined
  const apply = useCommand<{ base: number; text: string }, Project>(
    ({ base, text }, key) => putInForce(project.id, base, text, key),
    {
      stale: [['project', project.id], ['sub-gigs', project.id], ['sub-gig'], ['inbox']],
      done: t('replan.done'),
    },
  )
  const edit = (plan: Plan) => setWork({ text: written(plan), plan })
  const ready = change && change.differences.length > 0 && change.obstacles.length === 0
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t('timeline.as')}
          value={work.plan ? view : 'text'}
          onChange={(next) => setView(next as typeof view)}
          data={[
            { value: 'table', label: t('timeline.table'), disabled: !work.plan },
            { value: 'text', label: t('launch.text') },
          ]}
        />
        <FileButton onChange={(file) => void file?.text().then((text) => setWork({ text }))} accept=".yaml,.yml,.json">
          {(props) => (
            <Button {...props} variant="default">
              {t('launch.file')}
            </Button>
          )}
        </FileButton>
      </Group>
      {work.plan && view === 'table' ? (
        <>
          <WholePlan plan={work.plan} edit={edit} />
          <PlanTable plan={work.plan} edit={edit} />
        </>
      ) : (
        <PlanText field={field} text={work.text} set={(text) => setWork({ text })} />
      )}
      <Wrong problem={preview.error ?? apply.error} />
      {change && <Changes change={change} />}
      <Group>
        <Button
          variant={change ? 'default' : 'filled'}
          loading={preview.isPending}
          disabled={!work.text.trim()}
          onClick={() => preview.mutate(work.text)}
        >
          {t('replan.look')}
        </Button>
        {ready && (
          <Button
            loading={apply.isPending}
            onClick={() => apply.mutate({ base: change.base_version, text: work.text }, { onSuccess: close })}
          >
            {t('replan.apply')}
          </Button>
        )}
        <Button variant="subtle" onClick={close}>
          {t('back')}
        </Button>
      </Group>
    </Stack>
  )
}
