import { Modal, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { is, useMe } from '../session/me'
import { Icon, type IconName } from '../show/icons'
import { type Found, find } from './find'
import { useFindable } from './findable'
import { usePages } from './pages'
import classes from './Search.module.css'

const most = 12

const icons: Record<Found['kind'], IconName> = { page: 'next', project: 'board', subGig: 'note', person: 'person' }

/** Looks among one's projects, sub-gigs, people and pages while one types; arrows choose, Enter goes. */
export function Search({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      aria-label={t('nav.search')}
    >
      <Box close={close} />
    </Modal>
  )
}

function Box({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const listID = useId()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState(0)
  const pages = usePages()
  const findable = useFindable(
    true,
    (['buyer', 'producer', 'operator', 'auditor'] as const).some((role) => is(me, role)),
  )
  const found = find([...pages, ...(findable.data ?? [])], words, most)
  const at = Math.min(chosen, Math.max(0, found.length - 1))
  const go = (one: Found | undefined) => {
    if (!one) return
    close()
    void navigate({ to: one.to })
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen((at + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setChosen((at - 1 + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') go(found[at])
    else return
    event.preventDefault()
  }
  return (
    <div className={classes.box}>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        px="md"
        aria-label={t('search.words')}
        placeholder={t('search.words')}
        leftSection={<Icon name="search" />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={keys}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={listID}
        aria-activedescendant={found.length ? `${listID}-${at}` : undefined}
        autoComplete="off"
      />
      <div id={listID} role="listbox" aria-label={t('search.found')} className={classes.list}>
        {found.map((one, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys, as a combobox does
          <div
            key={`${one.kind} ${one.id}`}
            id={`${listID}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={classes.one}
            onMouseMove={() => setChosen(place)}
            onClick={() => go(one)}
          >
            <Icon name={icons[one.kind]} />
            <span className={classes.title}>{one.title}</span>
            <span className={classes.beside}>{one.beside ?? t(`search.kind.${one.kind}`)}</span>
          </div>
        ))}
      </div>
      <Text size="sm" c="dimmed" px="md" py="xs" role="status">
        {findable.error
          ? t('search.away')
          : findable.isPending
            ? t('loading')
            : t('search.count', { count: found.length })}
      </Text>
    </div>
  )
}
