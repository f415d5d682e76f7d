import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Sheet.module.css'

/** A column of a sheet: its title, and 'end' for amounts. */
export type Column = string | { title: string; at: 'end' }

/** A table that may scroll sideways on a phone, which keys must be able to. Its rows are the children. */
export function Sheet({ label, columns, children }: { label: string; columns: Column[]; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll sideways, which keys must be able to
    <section className={classes.scroll} tabIndex={0} aria-label={t('tableOf', { title: label })}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <Table.Th key={column}>{column}</Table.Th>
              ) : (
                <Table.Th key={column.title} ta="end">
                  {column.title}
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  )
}
