import { Button, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubGig } from '../contract/client'
import { State } from '../show/State'
import classes from './Graph.module.css'
import type { Links } from './links'

/** How many rows are added at a time. */
const atOnce = 200

/** The same as the drawing, as a table: each sub-gig with what it waits for and what waits for it. */
export function LinkList({ gigs, links, critical }: { gigs: SubGig[]; links: Links; critical: string[] }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(atOnce)
  const chain = new Set(critical)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll sideways on a phone, which keys must be able to */}
      <section className={classes.table} tabIndex={0} aria-label={t('graph.title')}>
        <Table highlightOnHover verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('timeline.what')}</Table.Th>
              <Table.Th scope="col">{t('timeline.state')}</Table.Th>
              <Table.Th scope="col">{t('graph.waitsFor')}</Table.Th>
              <Table.Th scope="col">{t('graph.waiting')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {gigs.slice(0, shown).map((gig) => (
              <Table.Tr key={gig.id}>
                <Table.Th scope="row">
                  <Gig gig={gig} />
                  {chain.has(gig.id) && <span className={classes.critical}>{t('board.critical')}</span>}
                </Table.Th>
                <Table.Td>
                  <State state={gig.state} />
                </Table.Td>
                <Table.Td>
                  <Gigs list={links.before.get(gig.id)} />
                </Table.Td>
                <Table.Td>
                  <Gigs list={links.after.get(gig.id)} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {gigs.length > shown && (
        <Button variant="default" mt="md" onClick={() => setShown(shown + atOnce)}>
          {t('budget.more')}
        </Button>
      )}
    </>
  )
}

/** How many of a long list are named. */
const named = 20

function Gigs({ list = [] }: { list?: SubGig[] }) {
  const { t } = useTranslation()
  if (list.length === 0) return <>{t('graph.nothing')}</>
  return (
    <ul className={classes.gigs}>
      {list.slice(0, named).map((gig) => (
        <li key={gig.id}>
          <Gig gig={gig} />
        </li>
      ))}
      {list.length > named && <li>{t('timeline.chainMore', { count: list.length - named })}</li>}
    </ul>
  )
}

function Gig({ gig }: { gig: SubGig }) {
  return (
    <Link to="/sub-gigs/$subGigID" params={{ subGigID: gig.id }} className={classes.gig}>
      {gig.title}
    </Link>
  )
}
