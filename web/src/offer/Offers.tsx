import { Button, Select, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Offer } from '../contract/client'
import { Clock } from '../show/Clock'
import { Column } from '../show/Column'
import { More } from '../show/More'
import { Card, PageHead } from '../show/Page'
import { Failed, Loading, Notice } from '../show/States'
import { useParts } from '../show/useParts'
import { moment } from '../words/time'
import classes from './Offer.module.css'
import { Terms } from './Terms'

const states = ['open', 'queued', 'accepted', 'declined', 'expired', 'withdrawn'] as const
type State = Offer['state']

/** Everything that the reader was ever asked to do, with what became of it. */
export function Offers() {
  const { t } = useTranslation()
  const [state, setState] = useState<State | ''>('')
  const list = useParts<Offer>(['offers', state], (cursor) =>
    ask(api.GET('/api/v1/offers', { params: { query: { state: state || undefined, limit: 50, cursor } } })),
  )
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  return (
    <Column>
      <PageHead title={t('nav.offers')} />
      <Select
        label={t('offer.which')}
        value={state}
        onChange={(value) => setState((value ?? '') as State | '')}
        allowDeselect={false}
        maw="20rem"
        data={[
          { value: '', label: t('offer.all') },
          ...states.map((value) => ({ value, label: t(`offer.state.${value}`) })),
        ]}
      />
      {!list.data && <Loading />}
      {list.data?.length === 0 && (
        <Notice
          icon="note"
          title={t(state ? 'offer.noneSuch' : 'offer.none')}
          words={state ? undefined : t('offer.noneWords')}
        />
      )}
      {list.data?.map((offer) => (
        <One key={offer.id} offer={offer} />
      ))}
      <More list={list} />
    </Column>
  )
}

function One({ offer }: { offer: Offer }) {
  const { t } = useTranslation()
  const { terms } = offer
  const open = offer.state === 'open'
  if (!terms) return null
  return (
    <Card title={terms.title} aside={open && <Clock due={offer.expires_at} stopped={offer.stopped} />}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {terms.project_title} · {terms.role}
        </Text>
        <Text fw={600}>{t(`offer.became.${offer.state}`, { at: moment(offer.answered_at ?? offer.expires_at) })}</Text>
        {offer.reason && (
          <Text size="sm">
            {t('offer.because', {
              reason: t(`offer.reasons.${offer.reason as 'other'}`, { defaultValue: offer.reason }),
            })}
          </Text>
        )}
        {offer.note && (
          <Text size="sm" dir="auto">
            {offer.note}
          </Text>
        )}
        <details className={classes.past} open={open}>
          <summary>{t('offer.what', { at: moment(offer.made_at) })}</summary>
          <Stack gap="sm">
            <Terms terms={terms} />
          </Stack>
        </details>
        {(open || offer.state === 'accepted') && (
          <Button
            w="fit-content"
            variant={open ? 'filled' : 'default'}
            renderRoot={(props) => <Link to="/sub-gigs/$subGigID" params={{ subGigID: offer.sub_gig_id }} {...props} />}
          >
            {t(open ? 'offer.toAnswer' : 'call.go')}
          </Button>
        )}
      </Stack>
    </Card>
  )
}
