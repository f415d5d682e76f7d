import { Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type RulingRequest } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { minorsIn } from '../words/money'

const outcomes = ['approve', 'recast', 'cancel', 'resume'] as const

type Props = { subGigID: string; currency: string; held?: number; stands?: boolean } // stands: it is the operator's

/** Decides a dispute: what becomes of the work, and how much of what is held its seller gets. */
export function Ruling({ subGigID, currency, held, stands }: Props) {
  const { t } = useTranslation()
  const minors = minorsIn(currency)
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('resume')
  const [share, setShare] = useState<number | string>(0)
  const rule = useCommand(
    (body: RulingRequest, key) =>
      ask(
        api.POST('/api/v1/sub-gigs/{id}/dispute/rule', {
          body,
          params: { path: { id: subGigID }, header: once(key) },
        }),
      ),
    { stale: [['disputes'], ['sub-gig', subGigID], ['inbox']], done: t(stands ? 'dispute.done' : 'dispute.ruledDone') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rule.mutate({ outcome, share_minor: outcome === 'resume' ? 0 : Math.round(Number(share) * minors) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group align="end">
          <Select
            label={t('dispute.ruling')}
            value={outcome}
            onChange={(value) => value && setOutcome(value as typeof outcome)}
            allowDeselect={false}
            data={outcomes.map((value) => ({ value, label: t(`dispute.outcome.${value}`) }))}
          />
          <NumberInput
            label={t('dispute.share', { currency: currency })}
            value={share}
            onChange={setShare}
            min={0}
            max={held === undefined ? undefined : held / minors}
            disabled={outcome === 'resume'}
          />
          <Button type="submit" loading={rule.isPending}>
            {t('dispute.rule')}
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {t(stands ? 'dispute.ruleWords' : 'dispute.ruleWordsProducer')}
        </Text>
        <Wrong problem={rule.error} />
      </Stack>
    </form>
  )
}
