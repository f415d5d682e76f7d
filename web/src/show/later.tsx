import { Alert, Button } from '@mantine/core'
import { type ComponentType, lazy, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { prefix } from '../contract/client'
import classes from './show.module.css'

/** Whether the server answers anything at all. */
export async function reached(): Promise<boolean> {
  return fetch(`${prefix}/livez`, { cache: 'no-store' }).then(
    () => true,
    () => false,
  )
}

/** A browser never asks again for a file that it once failed to get, so the page begins anew. Not while that would end on nothing. */
export async function beginAnew(): Promise<void> {
  if (await reached()) window.location.reload()
}

/** A part of a page that is fetched when it is first wanted. When that fails, the rest of the page stays. */
export function lazyPart<P>(importer: () => Promise<ComponentType<P>>) {
  return lazy<ComponentType<P>>(() => importer().then(asDefault, () => asDefault(Part)))
}

/** As lazyPart, for what opens above the page. */
export function lazyWindow<P extends { close: () => void }>(importer: () => Promise<ComponentType<P>>) {
  return lazy<ComponentType<P>>(() => importer().then(asDefault, () => asDefault<P>(Window)))
}

function asDefault<P>(part: ComponentType<P>): { default: ComponentType<P> } {
  return { default: part }
}

function Part() {
  return <Unfetched />
}

function Window({ close, opened = true }: { close: () => void; opened?: boolean }) {
  if (!opened) return null
  return (
    <div className={classes.unfetched}>
      <Unfetched close={close} />
    </div>
  )
}

function Unfetched({ close }: { close?: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <Alert
      color="yellow"
      role="alert"
      title={t('away.title')}
      withCloseButton={!!close}
      onClose={close}
      closeButtonLabel={t('close')}
    >
      <p>{t('away.part')}</p>
      <Button variant="default" size="xs" onClick={() => void beginAnew()}>
        {t('fault.reload')}
      </Button>
    </Alert>
  )
}
