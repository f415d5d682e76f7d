import { SimpleGrid, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../contract/client'
import { Drawing } from '../graph/Drawing'
import { Card } from '../show/Page'
import { Cast, Needs, Words } from './fields'
import { forecastOf } from './forecast'

/** So many sub-gigs are drawn at once. */
const drawable = 300

/** The sub-gigs of a plan and what waits for what; a press on one shows its fields. */
export function PlanDrawing({ plan, edit }: { plan: Plan; edit: (plan: Plan) => void }) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<string>()
  const drawn = useMemo(() => drawnOf(plan), [plan])
  const gig = plan.sub_gigs.find((one) => one.key === picked)
  if (plan.sub_gigs.length > drawable) return <Text>{t('launch.tooMany', { most: drawable })}</Text>
  const field = gig && { plan, gig, edit }
  return (
    <>
      <Drawing {...drawn} label={t('graph.title')} pick={setPicked} />
      {field ? (
        <Card title={field.gig.title || field.gig.key}>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <Words {...field} of="title" />
            <Words {...field} of="role" />
            <Words {...field} of="price" />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt="sm">
            <Needs {...field} />
            <Cast {...field} />
          </SimpleGrid>
        </Card>
      ) : (
        <Text size="sm" c="dimmed">
          {t('launch.press')}
        </Text>
      )}
    </>
  )
}

/** A plan as things and arrows, by the keys of its sub-gigs. */
function drawnOf(plan: Plan) {
  const keys = new Set(plan.sub_gigs.map((gig) => gig.key))
  return {
    gigs: plan.sub_gigs.map((gig) => ({
      id: gig.key,
      title: gig.title || gig.key,
      foot: `${gig.role} · ${gig.price} ${plan.currency}`,
    })),
    links: plan.sub_gigs.flatMap((gig) =>
      (gig.needs ?? []).filter((key) => keys.has(key)).map((from) => ({ from, to: gig.key })),
    ),
    critical: forecastOf(plan).chain.map((gig) => gig.key),
  }
}
