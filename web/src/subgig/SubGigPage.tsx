import { Group, Stack, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { seesWhole, useProject } from '../board/project'
import type { SubGig } from '../contract/client'
import { Versions } from '../delivery/Versions'
import { Proposals } from '../proposal/Proposals'
import { Pinned } from '../room/Pinned'
import { useMe } from '../session/me'
import { Clock } from '../show/Clock'
import { Card, PageHead } from '../show/Page'
import { PersonLine } from '../show/People'
import { State } from '../show/State'
import { Found } from '../show/States'
import { money } from '../words/money'
import { fully, lasting } from '../words/time'
import { Acts } from './Acts'
import { Material } from './Material'
import { NextAction } from './NextAction'
import { Record } from './Record'
import classes from './SubGig.module.css'
import { sentences } from './sentences'
import { useSubGig } from './subgig'

const route = getRouteApi('/sub-gigs/$subGigID')

/** One sub-gig: what is to be done next, then everything that it is done from and what was done. */
export function SubGigPage() {
  const { subGigID } = route.useParams()
  const gig = useSubGig(subGigID)
  return <Found query={gig}>{(found) => <Filled gig={found} />}</Found>
}

function Filled({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const me = useMe()
  const project = useProject(gig.project_id)
  const mine = gig.seller?.id === me.id
  return (
    <div className={classes.page}>
      <Text size="sm" mb={2}>
        <Link to="/projects/$projectID" params={{ projectID: gig.project_id }} className={classes.up}>
          {project.data?.title ?? t('nav.board')}
        </Link>
      </Text>
      <PageHead title={gig.title}>
        <State state={gig.state} />
        <Clock due={gig.due_at} stopped={gig.stopped} overdue={gig.overdue} />
      </PageHead>
      <div className={classes.columns}>
        <Stack gap="md" miw={0}>
          <NextAction gig={gig} />
          <Brief gig={gig} />
          <Versions gig={gig} />
          <Proposals gig={gig} />
          <Acts gig={gig} />
          {(mine || (project.data && seesWhole(project.data))) && <Record gig={gig} />}
        </Stack>
        <Stack gap="md" miw={0}>
          <Terms gig={gig} mine={mine} />
          <Asked gig={gig} />
          <Material gig={gig} />
        </Stack>
      </div>
    </div>
  )
}

function Brief({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  return (
    <Card title={t('subGig.brief')}>
      {gig.brief.length === 0 ? (
        <Text c="dimmed">{t('subGig.noBrief')}</Text>
      ) : (
        <ol className={classes.brief}>
          {gig.brief.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      )}
      <Pinned subGigID={gig.id} />
    </Card>
  )
}

function Terms({ gig, mine }: { gig: SubGig; mine: boolean }) {
  const { t } = useTranslation()
  const { price_minor: price, fee_minor: fee = 0 } = gig // not everybody sees the money
  return (
    <Card title={t('subGig.terms')}>
      <dl className={classes.facts}>
        {price !== undefined && (
          <>
            <dt>{t('subGig.price')}</dt>
            <dd>{money(price, gig.currency)}</dd>
          </>
        )}
        {price !== undefined && fee > 0 && (
          <>
            <dt>{mine ? t('subGig.youGet') : t('subGig.sellerGets')}</dt>
            <dd>{money(price - fee, gig.currency)}</dd>
          </>
        )}
        <dt>{t('subGig.role')}</dt>
        <dd>{gig.role}</dd>
        {gig.due_at && !gig.stopped && (
          <>
            <dt>{t('subGig.due')}</dt>
            <dd>{fully(gig.due_at)}</dd>
          </>
        )}
        {gig.clock.seller_seconds > 0 && (
          <>
            <dt>{mine ? t('subGig.yourTime') : t('subGig.sellerTime')}</dt>
            <dd>{lasting(gig.clock.seller_seconds)}</dd>
          </>
        )}
        <dt>{t('subGig.revisions')}</dt>
        <dd>{t('subGig.revisionsUsed', { used: gig.revisions_used, of: gig.revisions_included })}</dd>
      </dl>
      {gig.extras && gig.extras.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('subGig.extras', {
            list: gig.extras.map((one) => `${one.title} (${money(one.price_minor, gig.currency)})`).join(', '),
          })}
        </Text>
      )}
      {gig.seller && !mine && (
        <Group mt="md">
          <PersonLine person={gig.seller} size={34} />
        </Group>
      )}
    </Card>
  )
}

function Asked({ gig }: { gig: SubGig }) {
  const { t } = useTranslation()
  const list = sentences(gig.delivery)
  return (
    <Card title={t('subGig.asked')}>
      <ul className={classes.asked}>
        {list.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  )
}
