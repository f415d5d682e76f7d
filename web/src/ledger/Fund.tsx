import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Project } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { minorOf } from '../words/money'

/** Lets the buyer add money to a project that was launched and has not ended. */
export function Fund({ project }: { project: Project }) {
  const { t } = useTranslation()
  const [amount, setAmount] = useState<number | ''>('')
  const fund = useCommand<number, Project>(
    (minor, key) =>
      ask(
        api.POST('/api/v1/projects/{id}/funds', {
          body: { minor },
          params: { path: { id: project.id }, header: once(key) },
        }),
      ),
    { stale: [['project', project.id]], done: t('budget.fundedMore') },
  )
  if (!project.mine.includes('buyer') || ['draft', 'completed', 'cancelled'].includes(project.state)) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    fund.mutate(minorOf(amount || 0, project.currency), { onSuccess: () => setAmount('') })
  }
  return (
    <Card title={t('budget.fund')}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('budget.fundWords')}</Text>
          <Group align="end">
            <NumberInput
              label={t('budget.fundAmount', { currency: project.currency })}
              value={amount}
              onChange={(value) => setAmount(typeof value === 'number' ? value : '')}
              required
              min={0}
              decimalScale={3}
            />
            <Button type="submit" variant="default" loading={fund.isPending} disabled={!amount}>
              {t('budget.fund')}
            </Button>
          </Group>
          <Wrong problem={fund.error} />
        </Stack>
      </form>
    </Card>
  )
}
