import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../contract/client'
import { ofWhole } from './edit'

/** What holds for the whole of a plan. */
export function WholePlan({ plan, edit }: { plan: Plan; edit: (plan: Plan) => void }) {
  const { t } = useTranslation()
  const set = (change: Partial<Plan>) => edit(ofWhole(plan, change))
  return (
    <Group gap="sm" align="start">
      <TextInput
        label={t('launch.name')}
        value={plan.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        required
        miw={220}
        flex={1}
      />
      <TextInput
        label={t('launch.currency')}
        value={plan.currency}
        onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
        maxLength={3}
        required
        w={110}
      />
      <TextInput
        label={t('launch.budget')}
        value={plan.budget ?? ''}
        onChange={(event) => set({ budget: event.currentTarget.value })}
        placeholder={t('launch.budgetPlace')}
        inputMode="decimal"
        w={160}
      />
      <TextInput
        type="date"
        label={t('launch.due')}
        value={plan.due ?? ''}
        onChange={(event) => set({ due: event.currentTarget.value })}
        w={170}
      />
    </Group>
  )
}
