import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type CreditList, type Problem, type Project } from '../contract/client'
import { Card } from '../show/Page'
import { country } from '../words/time'
import classes from './Artifact.module.css'

/** Who made it, as each wants to be named. */
export function Credits({ project }: { project: Project }) {
  const { t } = useTranslation()
  const credits = useQuery<CreditList, Problem>({
    queryKey: ['project', project.id, 'credits'],
    queryFn: () => ask(api.GET('/api/v1/projects/{id}/credits', { params: { path: { id: project.id } } })),
  })
  if (!credits.data?.items.length) return null
  return (
    <Card title={t('credits.title')}>
      <ul className={classes.plain}>
        {credits.data.items.map((one) => (
          <li key={one.sub_gig_id}>
            <Text size="sm" fw={600}>
              {one.name}
            </Text>
            <Text size="sm" c="dimmed">
              {[one.title, country(one.country)].filter(Boolean).join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" mt="sm">
        {t('credits.countries', { count: credits.data.countries })}
      </Text>
    </Card>
  )
}
