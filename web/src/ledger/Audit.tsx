import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Audit as Audited, api, ask } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { moment } from '../words/time'

/** Has the server compute the money of the project again from its transactions, and says what is wrong with it. */
export function Audit({ projectID }: { projectID: string }) {
  const { t } = useTranslation()
  const audit = useCommand<string, Audited>(
    (id) => ask(api.GET('/api/v1/projects/{id}/ledger/audit', { params: { path: { id } } })),
    { stale: [] },
  )
  const found = audit.data
  return (
    <Card title={t('budget.audit')}>
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{t('budget.auditWords')}</Text>
        {found && (
          <Text size="sm" fw={600} role="status">
            {t(found.findings.length === 0 ? 'budget.auditGood' : 'budget.auditWrong', {
              count: found.transactions,
              at: moment(found.at),
            })}
          </Text>
        )}
        {found?.findings.map((one) => (
          <Text size="sm" key={`${one.check} ${one.message}`}>
            <bdi lang="en">{one.message}</bdi>
          </Text>
        ))}
        <Wrong problem={audit.error} />
        <Button variant="default" size="sm" loading={audit.isPending} onClick={() => audit.mutate(projectID)}>
          {t('budget.auditNow')}
        </Button>
      </Stack>
    </Card>
  )
}
