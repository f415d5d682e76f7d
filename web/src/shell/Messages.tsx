import { notificationsStore } from '@mantine/notifications'
import { lazy, Suspense, useSyncExternalStore } from 'react'

// A first visit has nothing to say in passing, and does not load what says it.
// Without it what is said in passing is lost, and nothing else: pages show what was done.
const Corner = lazy(() =>
  import('./Corner').then(
    (module) => ({ default: module.Corner }),
    () => ({ default: () => <></> }),
  ),
)

/** Shows what is said in passing, from the first message on. */
export function Messages() {
  const said = useSyncExternalStore(
    notificationsStore.subscribe,
    () => notificationsStore.getState().notifications.length,
  )
  if (said === 0) return null
  return (
    <Suspense fallback={null}>
      <Corner />
    </Suspense>
  )
}
