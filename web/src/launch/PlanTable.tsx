import { ActionIcon, Button, Group, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../contract/client'
import { Icon } from '../show/icons'
import { withOneMore, without } from './edit'
import { Cast, Needs, Words } from './fields'
import classes from './Launch.module.css'

/** How many rows are shown at a time: each has fields of its own. */
const atOnce = 40

/** The sub-gigs of a plan as a table to write in. */
export function PlanTable({ plan, edit }: { plan: Plan; edit: (plan: Plan) => void }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(atOnce)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll sideways on a phone, which keys must be able to */}
      <section className={classes.table} tabIndex={0} aria-label={t('launch.gigs')}>
        <Table layout="fixed" verticalSpacing={6} horizontalSpacing="xs" miw={940}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w={230}>
                {t('launch.gigTitle')}
              </Table.Th>
              <Table.Th scope="col" w={150}>
                {t('subGig.role')}
              </Table.Th>
              <Table.Th scope="col" w={110}>
                {t('subGig.price')}
              </Table.Th>
              <Table.Th scope="col">{t('launch.cast')}</Table.Th>
              <Table.Th scope="col">{t('graph.waitsFor')}</Table.Th>
              <Table.Th scope="col" w={50}>
                <span className="unseen">{t('launch.take')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {plan.sub_gigs.slice(0, shown).map((gig) => {
              const field = { plan, gig, edit, bare: true }
              return (
                <Table.Tr key={gig.key}>
                  <Table.Td>
                    <Words {...field} of="title" />
                  </Table.Td>
                  <Table.Td>
                    <Words {...field} of="role" />
                  </Table.Td>
                  <Table.Td>
                    <Words {...field} of="price" />
                  </Table.Td>
                  <Table.Td>
                    <Cast {...field} />
                  </Table.Td>
                  <Table.Td>
                    <Needs {...field} />
                  </Table.Td>
                  <Table.Td>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('launch.takeAway', { title: gig.title || gig.key })}
                      onClick={() => edit(without(plan, gig.key))}
                    >
                      <Icon name="cross" size={16} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </section>
      <Group gap="xs">
        <Button
          variant="default"
          onClick={() => {
            edit(withOneMore(plan, t('launch.newGig')))
            setShown(Math.max(shown, plan.sub_gigs.length + 1))
          }}
        >
          {t('launch.more')}
        </Button>
        {plan.sub_gigs.length > shown && (
          <Button variant="subtle" onClick={() => setShown(shown + atOnce)}>
            {t('budget.more')}
          </Button>
        )}
      </Group>
    </>
  )
}
