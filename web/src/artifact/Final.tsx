import { Button, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Artifact, api, ask, type FinalRequest, once, type Project } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import classes from './Artifact.module.css'

function useDecide(project: Project) {
  return useCommand<FinalRequest, Project>(
    (body, key) =>
      ask(api.POST('/api/v1/projects/{id}/final', { body, params: { path: { id: project.id }, header: once(key) } })),
    { stale: [['project', project.id], ['inbox']] },
  )
}

/** Why there is no final although everything is approved, and what can be done. */
export function FinalFailed({ project }: { project: Project }) {
  const { t } = useTranslation()
  const decide = useDecide(project)
  if (!project.final_failed) return null
  return (
    <section className={classes.final} aria-labelledby="final-failed">
      <Title order={2} id="final-failed">
        {t('final.failed')}
      </Title>
      <Text lang="en" dir="auto" my="xs">
        {project.final_failed}
      </Text>
      <Text c="dimmed" mb="md">
        {t('final.failedWords')}
      </Text>
      <Wrong problem={decide.error} />
      {project.mine.includes('buyer') && (
        <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate({ decision: 'rebuild' })}>
          {t('final.rebuild')}
        </Button>
      )}
    </section>
  )
}

/** The buyer's last word on a final that waits for it. */
export function Final({ project, artifact }: { project: Project; artifact: Artifact }) {
  const { t } = useTranslation()
  const decide = useDecide(project)
  if (project.state === 'completed') return <Text role="status">{t('final.done')}</Text>
  if (artifact.kind !== 'final' || project.state !== 'in_review' || !project.mine.includes('buyer')) return null
  return (
    <section className={classes.final} aria-labelledby="final">
      <Title order={2} id="final">
        {t('final.title')}
      </Title>
      <Text c="dimmed" mb="md">
        {t('final.words')}
      </Text>
      <Wrong problem={decide.error} />
      <Group mt="xs">
        <Button
          color="teal.9"
          loading={decide.isPending}
          onClick={() => decide.mutate({ artifact_id: artifact.id, decision: 'approve' })}
        >
          {t('final.approve')}
        </Button>
        <Button
          variant="default"
          disabled={decide.isPending}
          onClick={() => decide.mutate({ artifact_id: artifact.id, decision: 'rebuild' })}
        >
          {t('final.rebuild')}
        </Button>
      </Group>
    </section>
  )
}
