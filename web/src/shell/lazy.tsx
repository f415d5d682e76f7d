import { lazyRouteComponent as lazyPage } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Problem } from '../contract/client'
import { beginAnew, reached } from '../show/later'
import { Failed } from '../show/States'

type Module = Record<string, unknown>

/**
 * A page that is fetched when it is first asked for. While the server is not reached it says so. The router would load
 * everything again, as for a page of an older build, and leave the reader with nothing.
 */
export const lazyRouteComponent = ((importer: () => Promise<Module>, name: string) =>
  lazyPage(
    () =>
      importer().catch(async (cause: unknown) => {
        if (await reached()) throw cause
        return { [name]: Away }
      }),
    name,
  )) as typeof lazyPage

/** Stands for a page that could not be fetched, until the server is back. */
function Away() {
  useEffect(() => {
    const again = () => void beginAnew()
    again() // it may have failed long ago, when somebody only pointed to its link
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [])
  return <Failed problem={new Problem('offline', '')} retry={() => void beginAnew()} />
}
