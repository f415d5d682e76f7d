import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Project } from '../contract/client'
import { Card } from '../show/Page'
import { Countries, CreditLines } from './CreditList'
import { useCredits } from './credits'

/** Who made it, beside the result, with the way to where it is made public. */
export function CreditsCard({ project }: { project: Project }) {
  const { t } = useTranslation()
  const credits = useCredits(project.id)
  if (!credits.data?.items.length) return null
  return (
    <Card
      title={t('credits.title')}
      aside={
        <Link to="/projects/$projectID/credits" params={{ projectID: project.id }}>
          {t('credits.more')}
        </Link>
      }
    >
      <CreditLines lines={credits.data.items} />
      <Countries count={credits.data.countries} />
    </Card>
  )
}
