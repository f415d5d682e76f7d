import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../show/icons'
import { lazyWindow } from '../show/later'
import classes from './Search.module.css'

const Search = lazyWindow(() => import('./Search').then((module) => module.Search))

/** Opens the search, by a press or by Ctrl-K. It is fetched when it is first opened. */
export function SearchButton() {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [wanted, setWanted] = useState(false)
  const open = () => {
    setWanted(true)
    setOpened(true)
  }
  useHotkeys([['mod+K', open]], [])
  return (
    <>
      <button type="button" className={`${classes.button} mantine-visible-from-sm`} onClick={open}>
        <Icon name="search" size={16} />
        <span>{t('nav.search')}</span>
        <kbd className={classes.key}>Ctrl K</kbd>
      </button>
      <ActionIcon variant="default" size="lg" aria-label={t('nav.search')} onClick={open} hiddenFrom="sm">
        <Icon name="search" />
      </ActionIcon>
      {wanted && (
        <Suspense fallback={null}>
          <Search opened={opened} close={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  )
}
