import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import { Column } from '../show/Column'
import { PageHead } from '../show/Page'
import { Found } from '../show/States'
import { Webhooks } from './Webhooks'

const route = getRouteApi('/projects/$projectID/webhooks')

/** The programs that are told what happens in a project. */
export function ProjectWebhooks() {
  const { t } = useTranslation()
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return (
    <Found query={project}>
      {(found) => (
        <Column>
          <PageHead title={t('webhook.title')} />
          <Webhooks projectID={found.id} />
        </Column>
      )}
    </Found>
  )
}
