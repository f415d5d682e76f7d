import { lazyRouteComponent as lazy } from '@tanstack/react-router'
import { Problem } from '../contract/client'

type Module = Record<string, unknown>

/**
 * A page that is fetched when it is first asked for. Without a network it says so. The router would load everything again, as
 * for a page of an older build, and leave the reader with nothing.
 */
export const lazyRouteComponent = ((importer: () => Promise<Module>, name: string) =>
  lazy(
    () =>
      importer().catch((cause: unknown) => {
        throw navigator.onLine ? cause : new Problem('offline', '')
      }),
    name,
  )) as typeof lazy
