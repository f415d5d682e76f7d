import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EvidenceOffer, SubGig } from '../contract/client'
import { Clock } from '../show/Clock'
import { Card } from '../show/Page'
import { PersonLine } from '../show/People'
import { Unread } from '../show/Wrong'
import { moment } from '../words/time'
import classes from './Casting.module.css'
import { useOffers } from './casting'
import { type Asked, lineOf } from './line'

/** Who was asked and what they said, and who is asked next. */
export function Line({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const offers = useOffers(gig.id)
  const line = lineOf(gig, offers.data ?? [])
  return (
    <Card title={t('casting.line')}>
      <Unread query={offers} />
      {line.length === 0 && <Text c="dimmed">{t('casting.nobody')}</Text>}
      <ol className={classes.line}>
        {line.map((one) => (
          <li key={one.person.id}>
            <Place asked={one} gig={gig} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Place({ asked, gig }: { asked: Asked; gig: SubGig }) {
  const { t } = useTranslation()
  const { offer } = asked
  return (
    <div className={classes.place} data-answer={offer?.state}>
      <PersonLine person={asked.person} />
      <div className={classes.answer}>
        <Text size="sm" fw={600}>
          {offer ? t(`casting.answer.${offer.state as Answer}`) : t('casting.inLine')}
        </Text>
        {offer && <Said offer={offer} gig={gig} />}
      </div>
    </div>
  )
}

type Answer = 'open' | 'queued' | 'accepted' | 'declined' | 'expired' | 'withdrawn'

const reasons = ['busy', 'price', 'dates', 'style', 'other'] as const

/** When, why, and until when. */
function Said({ offer, gig }: { offer: EvidenceOffer; gig: SubGig }) {
  const { t } = useTranslation()
  const reason = reasons.find((one) => one === offer.reason)
  const at = offer.answered ?? offer.made
  return (
    <>
      {at && (
        <Text size="sm" c="dimmed">
          {moment(at)}
        </Text>
      )}
      {reason && <Text size="sm">{t(`offer.reasons.${reason}`)}</Text>}
      {offer.note && <Text size="sm">{offer.note}</Text>}
      {offer.state === 'open' && <Clock due={offer.expires} stopped={gig.stopped} />}
    </>
  )
}
