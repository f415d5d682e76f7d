import { Center, Loader } from '@mantine/core'
import { type ReactNode, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { LiveProvider } from '../live/LiveProvider'
import { lazyPart } from '../show/later'
import { Offline } from '../show/Offline'
import { Failed } from '../show/States'
import { speakTo } from '../words/i18n'
import { MeContext, useWhoSpeaks } from './me'

// Whoever is signed in needs none of it.
const SignIn = lazyPart(() => import('./SignIn').then((module) => module.SignIn))

/** Lets in whoever is signed in, and asks all others to. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const who = useWhoSpeaks()
  const own = who.data?.languages
  const chosen = who.data?.language
  useEffect(() => {
    if (own || chosen) void speakTo(own, chosen).catch(() => undefined) // the browser's language goes on
  }, [own, chosen])
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
  const loading = (
    <Center component="main" mih="100dvh">
      <Loader aria-label={t('loading')} />
    </Center>
  )
  if (!who.error) return loading
  return (
    <Suspense fallback={loading}>
      <Offline />
      <SignIn />
    </Suspense>
  )
}
