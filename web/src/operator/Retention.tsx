import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Problem, type RetentionRule } from '../contract/client'
import { Card } from '../show/Page'
import { Sheet } from '../show/Sheet'
import { Found, Loading } from '../show/States'
import { lasting } from '../words/time'
import { secondsOf } from './span'

/** How long which data of the instance is kept, and what remains of it. */
export function Retention() {
  const { t } = useTranslation()
  const rules = useQuery<RetentionRule[], Problem>({
    queryKey: ['retention'],
    queryFn: async () => (await ask(api.GET('/api/v1/retention'))).items,
  })
  return (
    <Card title={t('retention.title')}>
      <Found query={rules} loading={<Loading rows={3} />}>
        {(found) => (
          <Sheet
            label={t('retention.title')}
            columns={[t('retention.what'), t('retention.keep'), t('retention.why'), t('retention.remains')]}
          >
            {found.map((one) => (
              <One key={one.class} rule={one} />
            ))}
          </Sheet>
        )}
      </Found>
    </Card>
  )
}

/** One rule: what it is about in the reader's words, by its class. */
function One({ rule }: { rule: RetentionRule }) {
  const { t } = useTranslation()
  const of = rule.class.replaceAll('_', '-') as 'letters' // one of many; behind a _ words have their plurals
  return (
    <Table.Tr>
      <Table.Td>{t(`retention.of.${of}.what`, { defaultValue: rule.what })}</Table.Td>
      <Table.Td>{lasting(secondsOf(rule.keep))}</Table.Td>
      <Table.Td>{t(`retention.of.${of}.why`, { defaultValue: rule.why })}</Table.Td>
      <Table.Td>{t(`retention.of.${of}.remains`, { defaultValue: rule.remains })}</Table.Td>
    </Table.Tr>
  )
}
