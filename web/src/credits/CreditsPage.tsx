import { Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { seesWhole, useProject } from '../board/project'
import type { CreditList, Project } from '../contract/client'
import { Card, PageHead } from '../show/Page'
import { Found, Notice } from '../show/States'
import { Consent } from './Consent'
import { Countries, CreditLines } from './CreditList'
import classes from './Credits.module.css'
import { saidBy, useCredits } from './credits'
import { Publication } from './Publication'

const route = getRouteApi('/projects/$projectID/credits')

/** Who made a project, whether one is named in public oneself, and where everybody reads it. */
export function CreditsPage() {
  const { t } = useTranslation()
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  const credits = useCredits(projectID)
  return (
    <div className={classes.page}>
      <PageHead title={t('credits.title')} />
      <Found query={project}>
        {(found) => <Found query={credits}>{(list) => <Whole project={found} credits={list} />}</Found>}
      </Found>
    </div>
  )
}

function Whole({ project, credits }: { project: Project; credits: CreditList }) {
  const { t } = useTranslation()
  const { made, agrees } = saidBy(credits)
  if (!credits.items.length) return <Notice icon="people" title={t('credits.none')} words={t('credits.noneWords')} />
  return (
    <Stack gap="md">
      {made && <Consent project={project.id} agrees={agrees} />}
      <Publication project={project} page={credits.public} />
      <Card title={t('credits.who')}>
        <CreditLines lines={credits.items} consents={seesWhole(project)} />
        <Countries count={credits.countries} />
        {!seesWhole(project) && project.state !== 'completed' && (
          <Text size="sm" c="dimmed">
            {t('credits.ownOnly')}
          </Text>
        )}
      </Card>
    </Stack>
  )
}
