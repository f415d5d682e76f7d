import { Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import type { Project } from '../contract/client'
import { Answers, useRequirements } from '../requirement/Answers'
import { Card, PageHead } from '../show/Page'
import { Found } from '../show/States'
import { Unread } from '../show/Wrong'
import { CallOff } from './CallOff'
import classes from './Manage.module.css'
import { Pause } from './Pause'
import { Replan } from './Replan'
import { runs } from './runs'

const route = getRouteApi('/projects/$projectID/manage')

/** What is done with a project as a whole by those who run it. */
export function Manage() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return <Found query={project}>{(found) => <Filled project={found} />}</Found>
}

function Filled({ project }: { project: Project }) {
  const { t } = useTranslation()
  const over = project.state === 'completed' || project.state === 'cancelled'
  return (
    <div className={classes.page}>
      <PageHead title={t('manage.title')} />
      <Supply project={project} />
      {over || !runs(project) ? (
        <Text c="dimmed">{t(over ? 'manage.over' : 'manage.notYours')}</Text>
      ) : (
        <>
          <Pause project={project} />
          <Replan project={project} />
          <CallOff project={project} />
        </>
      )}
    </div>
  )
}

/** What the buyer has to supply; nothing where nothing is asked for. */
function Supply({ project }: { project: Project }) {
  const { t } = useTranslation()
  const list = useRequirements(project.id)
  if (!list.data) return <Unread query={list} />
  if (list.data.length === 0) return null
  return (
    <Card title={t('requirement.title')}>
      <Text size="sm" c="dimmed" mb="md">
        {t('requirement.words')}
      </Text>
      <Answers projectID={project.id} />
    </Card>
  )
}
