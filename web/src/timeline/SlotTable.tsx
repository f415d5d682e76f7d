import { Button, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '../contract/client'
import { State } from '../show/State'
import { lasting, moment } from '../words/time'
import { ended } from './search'
import classes from './Timeline.module.css'

/** How many rows are added at a time. */
const atOnce = 200

/** The same as the chart, as a table. */
export function SlotTable({ slots }: { slots: Slot[] }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(atOnce)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll sideways on a phone, which keys must be able to */}
      <section className={classes.table} tabIndex={0} aria-label={t('timeline.table')}>
        <Table highlightOnHover verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('timeline.what')}</Table.Th>
              <Table.Th scope="col">{t('timeline.state')}</Table.Th>
              <Table.Th scope="col">{t('timeline.begins')}</Table.Th>
              <Table.Th scope="col">{t('timeline.ends')}</Table.Th>
              <Table.Th scope="col">{t('timeline.latest')}</Table.Th>
              <Table.Th scope="col">{t('timeline.slack')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {slots.slice(0, shown).map((slot) => (
              <Table.Tr key={slot.sub_gig_id}>
                <Table.Th scope="row">
                  <Link to="/sub-gigs/$subGigID" params={{ subGigID: slot.sub_gig_id }} className={classes.gig}>
                    {slot.title}
                  </Link>
                </Table.Th>
                <Table.Td>
                  <State state={slot.state} />
                </Table.Td>
                <Table.Td>{moment(slot.start_at)}</Table.Td>
                <Table.Td>{moment(slot.finish_at)}</Table.Td>
                <Table.Td>{slot.latest_finish_at && moment(slot.latest_finish_at)}</Table.Td>
                <Table.Td>
                  {!ended(slot) && (slot.critical ? t('timeline.noSlack') : lasting(slot.slack_seconds))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {slots.length > shown && (
        <Button variant="default" mt="md" onClick={() => setShown(shown + atOnce)}>
          {t('budget.more')}
        </Button>
      )}
    </>
  )
}
