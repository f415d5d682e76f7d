import { Button, Checkbox, Group, NumberInput, Radio, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type StaleRequest, type SubGig } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { minorOf } from '../words/money'

const choices = ['keep', 'conform', 'redo'] as const

/** What becomes of work that was made from a delivery which is being replaced. */
export function Stale({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<StaleRequest['choice']>('keep')
  const [price, setPrice] = useState<number | ''>('')
  const [same, setSame] = useState(true)
  const resolve = useCommand<StaleRequest, SubGig>(
    (body, key) =>
      ask(api.POST('/api/v1/sub-gigs/{id}/stale', { body, params: { path: { id: gig.id }, header: once(key) } })),
    {
      stale: [['sub-gig', gig.id], ['sub-gigs', gig.project_id], ['project', gig.project_id], ['inbox']],
      done: t('stale.done'),
    },
  )
  const redo = choice === 'redo'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    resolve.mutate(
      redo ? { choice, price_minor: minorOf(price || 0, gig.currency), same_seller: same || undefined } : { choice },
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group label={t('stale.choice')} value={choice} onChange={(value) => setChoice(value as typeof choice)}>
          <Stack gap="xs" mt="xs">
            {choices.map((value) => (
              <Radio key={value} value={value} label={t(`stale.${value}`)} description={t(`stale.${value}Words`)} />
            ))}
          </Stack>
        </Radio.Group>
        {redo && (
          <>
            <NumberInput
              label={t('acts.reopen.amount', { currency: gig.currency })}
              value={price}
              onChange={(value) => setPrice(typeof value === 'number' ? value : '')}
              required
              min={0}
              decimalScale={3}
            />
            <Checkbox
              label={t('acts.sameSeller')}
              checked={same}
              onChange={(event) => setSame(event.currentTarget.checked)}
            />
          </>
        )}
        <Wrong problem={resolve.error} />
        <Group>
          <Button type="submit" loading={resolve.isPending}>
            {t('stale.decide')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
