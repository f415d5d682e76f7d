import { Button, Group, Text } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from '../contract/client'
import { useWords } from '../review/useWords'
import { Found } from '../show/States'
import classes from './Artifact.module.css'
import { type Row, rowsOf } from './rows'
import type { RowName } from './spot'

type Props = { link: Link; name: RowName; row: number; choose: (row: number) => void }

/** A text, a table or subtitles row by row; the number of each chooses it. */
export function Rows(props: Props) {
  const text = useWords(props.link)
  return <Found query={text}>{(found) => <Read {...props} text={found} />}</Found>
}

const many = 200 // rows that are shown at once

function Read({ link, name, row, choose, text }: Props & { text: string }) {
  const { t } = useTranslation()
  const rows = useMemo(() => rowsOf(text, link.type), [text, link.type])
  const list = useRef<HTMLOListElement>(null)
  const at = Math.min(row, rows.length)
  const first = Math.max(0, Math.floor((at - 1) / many) * many)
  useEffect(() => {
    const box = list.current
    const one = box?.querySelector<HTMLElement>(`[data-row="${row}"]`)
    if (!box || !one) return
    const above = one.offsetTop - box.offsetTop
    if (above < box.scrollTop || above + one.offsetHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = above - box.clientHeight / 3
  }, [row])
  return (
    <div>
      {rows.length > many && (
        <Group mb="xs" gap="sm">
          <Button size="xs" variant="default" disabled={first === 0} onClick={() => choose(first - many + 1)}>
            {t('spot.back')}
          </Button>
          <Text size="sm" aria-live="polite">
            {t('spot.shown', { from: first + 1, to: Math.min(rows.length, first + many), of: rows.length })}
          </Text>
          <Button
            size="xs"
            variant="default"
            disabled={first + many >= rows.length}
            onClick={() => choose(first + many + 1)}
          >
            {t('spot.on')}
          </Button>
        </Group>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is long is scrolled by keys */}
      <ol ref={list} className={classes.rows} tabIndex={0} aria-label={link.name}>
        {rows.slice(first, first + many).map((one, index) => (
          <One
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its number
            key={first + index}
            row={one}
            number={first + index + 1}
            name={name}
            chosen={first + index + 1 === at}
            choose={choose}
          />
        ))}
      </ol>
    </div>
  )
}

type OneProps = { row: Row; number: number; name: RowName; chosen: boolean; choose: (row: number) => void }

function One({ row, number, name, chosen, choose }: OneProps) {
  const { t } = useTranslation()
  return (
    <li data-row={number} data-now={chosen || undefined}>
      <button
        type="button"
        className={classes.number}
        aria-pressed={chosen}
        aria-label={t(`where.${name}`, { row: number })}
        onClick={() => choose(number)}
      >
        {number}
      </button>
      <span className={classes.rowText} dir="auto">
        {row.aside && (
          <Text component="span" size="xs" c="dimmed" dir="ltr">
            {row.aside}
            {'\n'}
          </Text>
        )}
        {row.text}
      </span>
    </li>
  )
}
