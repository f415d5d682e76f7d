import { Button, Group, List, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Person } from '../contract/client'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'

type Props = { person: Pick<Person, 'id' | 'handle' | 'name'>; opened: boolean; close: () => void; done: () => void }

/** Asks twice before a person is replaced by a pseudonym: what goes, what stays, and their handle written out. */
export function Erase({ person, opened, close, done }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const erase = useCommand(
    (body: { reason: string }, key) =>
      ask(api.POST('/api/v1/people/{id}/erasure', { body, params: { path: { id: person.id }, header: once(key) } })),
    { stale: [['people'], ['roster']], done: t('erase.done') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    erase.mutate({ reason }, { onSuccess: done })
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('erase.title', { name: person.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('erase.words')}</Text>
          <List size="sm">
            <List.Item>{t('erase.goes')}</List.Item>
            <List.Item>{t('erase.stays')}</List.Item>
            <List.Item>{t('erase.forEver')}</List.Item>
          </List>
          <Textarea
            label={t('erase.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            required
          />
          <TextInput
            label={t('erase.type', { handle: person.handle })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            required
          />
          <Wrong problem={erase.error} />
          <Group>
            <Button type="submit" color="red" disabled={typed !== person.handle} loading={erase.isPending}>
              {t('erase.go')}
            </Button>
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
