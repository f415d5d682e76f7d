import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type Brief, once } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Unread, Wrong } from '../show/Wrong'
import classes from './Room.module.css'
import { useBrief } from './room'

/** The answers that were added to a brief. Who holds the sub-gig says that they have read them before they deliver. */
export function Pinned({ subGigID }: { subGigID: string }) {
  const { t } = useTranslation()
  const brief = useBrief(subGigID)
  if (!brief.data) return <Unread query={brief} />
  if (brief.data.pinned.length === 0) return null
  return (
    <Stack gap="sm" mt="md">
      <Text fw={600} component="h3">
        {t('pinned.title')}
      </Text>
      <ol className={classes.pinned} start={brief.data.items.length + 1}>
        {brief.data.pinned.map((one) => (
          <li key={one.id}>
            <Text className={classes.words} c="dimmed">
              {one.question}
            </Text>
            <Text className={classes.words}>{one.answer}</Text>
          </li>
        ))}
      </ol>
      {brief.data.unread && <Acknowledge subGigID={subGigID} version={brief.data.version} />}
    </Stack>
  )
}

function Acknowledge({ subGigID, version }: { subGigID: string; version: number }) {
  const { t } = useTranslation()
  const read = useCommand<number, Brief>(
    (number, key) =>
      ask(
        api.POST('/api/v1/sub-gigs/{id}/brief/acknowledge', {
          body: { version: number },
          params: { path: { id: subGigID }, header: once(key) },
        }),
      ),
    { stale: [['sub-gig', subGigID]], done: t('pinned.done') },
  )
  return (
    <Stack gap="xs">
      <Text size="sm">{t('pinned.words')}</Text>
      <Wrong problem={read.error} />
      <Group>
        <Button onClick={() => read.mutate(version)} loading={read.isPending}>
          {t('pinned.read')}
        </Button>
      </Group>
    </Stack>
  )
}
