import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Message, type MessageText, type Problem } from '../contract/client'
import { Found, Loading } from '../show/States'
import { moment } from '../words/time'
import classes from './Room.module.css'

/** What a message said before it was changed, the oldest words first. */
export function Before({ message }: { message: Message }) {
  const { t } = useTranslation()
  const before = useQuery<MessageText[], Problem>({
    queryKey: ['message-history', message.id, message.version],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/messages/{id}/history', { params: { path: { id: message.id } } }))).items,
  })
  return (
    <Found query={before} loading={<Loading rows={1} />}>
      {(found) => (
        <ol className={classes.before} aria-label={t('room.history')}>
          {found.map((one) => (
            <li key={one.version}>
              <Text size="xs" c="dimmed">
                {moment(one.at)}
              </Text>
              <Text size="sm" className={classes.words}>
                {one.text}
              </Text>
            </li>
          ))}
        </ol>
      )}
    </Found>
  )
}
