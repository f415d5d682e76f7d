import { lazyRouteComponent as lazy } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Problem } from '../contract/client'
import { Failed } from '../show/States'

type Module = Record<string, unknown>

/**
 * A page that is fetched when it is first asked for. Without a network it says so. The router would load everything again, as
 * for a page of an older build, and leave the reader with nothing.
 */
export const lazyRouteComponent = ((importer: () => Promise<Module>, name: string) =>
  lazy(
    () =>
      importer().catch((cause: unknown) => {
        if (navigator.onLine) throw cause
        return { [name]: Away }
      }),
    name,
  )) as typeof lazy

/** Stands for a page that could not be fetched without a network, until that is back. */
function Away() {
  useEffect(() => {
    const again = () => window.location.reload()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [])
  return <Failed problem={new Problem('offline', '')} />
}
