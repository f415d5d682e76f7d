import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type Message } from '../contract/client'
import { Icon } from '../show/icons'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { bytes } from '../words/time'

/** The files that go with a message. They are saved, whatever is in them, and never shown in place. */
export function Attachments({ message }: { message: Message }) {
  const { t } = useTranslation()
  const fetched = useCommand<{ number: number; name: string }, void>(
    async ({ number, name }) => {
      const file = await ask(
        api.GET('/api/v1/messages/{id}/attachments/{number}', {
          params: { path: { id: message.id, number } },
          parseAs: 'blob',
        }),
      )
      save(file as unknown as Blob, name)
    },
    { stale: [] },
  )
  if (message.attachments.length === 0) return null
  return (
    <>
      <Group gap={4}>
        {message.attachments.map((file) => (
          <Button
            key={file.number}
            size="compact-sm"
            variant="default"
            leftSection={<Icon name="download" size={14} />}
            aria-label={t('room.saveFile', { name: file.name })}
            onClick={() => fetched.mutate(file)}
          >
            {file.name} ({bytes(file.size_bytes)})
          </Button>
        ))}
      </Group>
      <Wrong problem={fetched.error} />
    </>
  )
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
