import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Difference, Replan } from '../contract/client'
import { Facts } from '../show/Facts'
import { money } from '../words/money'
import { lasting, moment } from '../words/time'
import classes from './Manage.module.css'

/** What another plan changes: every difference, the money, the dates, who is asked, and what is in the way. */
export function Changes({ change }: { change: Replan }) {
  const { t } = useTranslation()
  if (change.differences.length === 0) return <Text role="status">{t('replan.same')}</Text>
  const { currency } = change
  return (
    <Stack gap="md" role="status">
      {change.obstacles.length > 0 && (
        <div>
          <Title order={3} fz="md">
            {t('replan.obstacles')}
          </Title>
          <ul className={classes.list}>
            {change.obstacles.map((one) => (
              <li key={`${one.path} ${one.message}`} className={classes.obstacle}>
                <code>{one.path}</code> <bdi lang="en">{one.message}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <Title order={3} fz="md">
          {t('replan.differences', { count: change.differences.length })}
        </Title>
        <ul className={classes.list}>
          {change.differences.map((one) => (
            <li key={`${one.kind} ${one.path}`}>
              <OneDifference one={one} currency={currency} />
            </li>
          ))}
        </ul>
      </div>
      <Facts
        of={[
          [t('replan.prices'), change.prices_minor === 0 ? undefined : signed(change.prices_minor, currency)],
          [
            t('replan.fund'),
            change.money && change.money.fund_minor > 0 ? money(change.money.fund_minor, currency) : undefined,
          ],
          [
            t('replan.ends'),
            [...new Set([moment(change.finish_before_at), moment(change.finish_after_at)])].join(' → '),
          ],
          [
            t('replan.later'),
            change.moves
              .slice(0, 12)
              .map((one) => `${one.title}: ${one.by_seconds < 0 ? '−' : '+'}${lasting(Math.abs(one.by_seconds))}`)
              .join(' · '),
          ],
          [t('replan.stale'), change.stale.join(', ')],
        ]}
      />
      {change.needs_funding && <Text size="sm">{t('replan.buyerOnly')}</Text>}
      {change.rebuild && <Text size="sm">{t('replan.rebuild')}</Text>}
      {change.consents.length > 0 && (
        <div>
          <Title order={3} fz="md">
            {t('replan.consents')}
          </Title>
          <ul className={classes.list}>
            {change.consents.map((one) => (
              <li key={one.sub_gig_id}>
                <Text size="sm" fw={600}>
                  {one.seller.name} · {one.key} ·{' '}
                  {one.kind === 'cancellation'
                    ? t('replan.keeps', { amount: money(one.minor, currency) })
                    : signed(one.minor, currency)}
                </Text>
                <Text size="sm" className={classes.words}>
                  {one.words}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  )
}

function OneDifference({ one, currency }: { one: Difference; currency: string }) {
  const { t } = useTranslation()
  const from = one.before ?? one.replaces?.join(', ')
  const to = one.after ?? one.replaced_by?.join(', ')
  return (
    <>
      <Text size="sm">
        <strong>{t(`replan.kind.${one.kind}`)}</strong>
        {one.key ? ` · ${one.key}` : ''}
        {one.price_minor ? ` · ${signed(one.price_minor, currency)}` : ''}
      </Text>
      {(from || to) && (
        <Text size="sm" className={classes.words}>
          {[from, to].filter(Boolean).join(' → ')}
        </Text>
      )}
      {one.affects && (
        <Text size="sm" c="dimmed">
          {t(one.consent ? 'replan.mustAgree' : 'replan.concerns', { name: one.affects.name })}
        </Text>
      )}
    </>
  )
}

function signed(minor: number, currency: string): string {
  return minor > 0 ? `+${money(minor, currency)}` : money(minor, currency)
}
