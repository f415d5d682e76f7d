import { Notifications } from '@mantine/notifications'

/** The corner in which messages stand for a moment. */
export function Corner() {
  return <Notifications position="bottom-right" />
}
