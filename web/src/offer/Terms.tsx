import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OfferTerms } from '../contract/client'
import { sentences } from '../subgig/sentences'
import { money } from '../words/money'
import { lasting } from '../words/time'
import { LicenceText } from './LicenceText'
import classes from './Offer.module.css'

/** What one judges an offer or a call by: the money, the time, the brief and what must be delivered. */
export function Terms({ terms }: { terms: OfferTerms }) {
  const { t } = useTranslation()
  return (
    <>
      <Text>
        {t('offer.terms', {
          price: money(terms.price_minor - terms.fee_minor, terms.currency),
          time: lasting(terms.work_for_seconds),
          count: terms.revisions_included,
        })}
      </Text>
      <ol className={classes.brief}>
        {terms.brief.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
      <Text size="sm">{sentences(terms.delivery).join(' · ')}</Text>
      {terms.licence && <LicenceText licence={terms.licence} />}
    </>
  )
}
