import { Center, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LiveProvider } from '../live/LiveProvider'
import { Failed } from '../show/States'
import { MeContext, useWhoSpeaks } from './me'
import { SignIn } from './SignIn'

/** Lets in whoever is signed in, and asks all others to. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const who = useWhoSpeaks()
  if (who.data) {
    return (
      <MeContext value={who.data}>
        <LiveProvider>{children}</LiveProvider>
      </MeContext>
    )
  }
  if (who.error && who.error.code !== 'unauthenticated') {
    return (
      <main>
        <Failed problem={who.error} retry={() => void who.refetch()} />
      </main>
    )
  }
  if (who.error) return <SignIn />
  return (
    <Center component="main" mih="100dvh">
      <Loader aria-label={t('loading')} />
    </Center>
  )
}
