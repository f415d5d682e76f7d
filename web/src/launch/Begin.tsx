import { Select, SimpleGrid } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Plan, type Problem, type Template } from '../contract/client'
import { Card } from '../show/Page'
import { Unread } from '../show/Wrong'
import type { Written } from './plan'
import { SplitSource } from './SplitSource'

type Props = { begin: (work: Written & { plan?: Plan }) => void }

/** Ways to a plan without writing one: a template of its kind, or a file that is cut into pieces. */
export function Begin({ begin }: Props) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} mb="lg">
      <Card title={t('launch.template')}>
        <Templates begin={begin} />
      </Card>
      <Card title={t('launch.split')}>
        <SplitSource begin={begin} />
      </Card>
    </SimpleGrid>
  )
}

function Templates({ begin }: Props) {
  const { t } = useTranslation()
  const templates = useQuery<Template[], Problem>({
    queryKey: ['templates'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await ask(api.GET('/api/v1/templates'))).items,
  })
  if (templates.error) return <Unread query={templates} />
  return (
    <Select
      label={t('launch.kind')}
      description={t('launch.kindWords')}
      placeholder={t('review.choose')}
      data={templates.data?.map((one) => ({ value: one.name, label: one.about }))}
      onChange={(name) => {
        const one = templates.data?.find((other) => other.name === name)
        if (one) begin({ text: one.text, plan: one.plan })
      }}
      searchable
    />
  )
}
