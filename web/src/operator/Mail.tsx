import { Anchor, Button, Select, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Letter, once, prefix } from '../contract/client'
import { More } from '../show/More'
import { Card } from '../show/Page'
import { Sheet } from '../show/Sheet'
import { Failed, Loading } from '../show/States'
import { useCommand } from '../show/useCommand'
import { useParts } from '../show/useParts'
import { Wrong } from '../show/Wrong'
import { moment } from '../words/time'
import { mailsOf, type Preview } from './mailbox'
import { usePeopleNames } from './people'

const states = ['waiting', 'handed', 'sent', 'failed', 'in_doubt', 'moot'] as const

/** The letters of the instance and how each fares; in development also what they say. */
export function Mail() {
  return (
    <Stack>
      <Mailbox />
      <Letters />
    </Stack>
  )
}

/** The mailbox of an instance that sends no mail. Other instances have none, and nothing is shown of it. */
function Mailbox() {
  const { t } = useTranslation()
  const mails = useQuery<Preview[] | null>({
    queryKey: ['dev-mail'],
    retry: false,
    queryFn: async () => {
      const answer = await fetch(`${prefix}/dev/mail`, { headers: { Accept: 'text/html' } })
      return answer.ok ? mailsOf(await answer.text()) : null
    },
  })
  if (!mails.data) return null
  return (
    <Card title={t('mail.box')}>
      <Text size="sm" mb="sm">
        {t('mail.boxWords')}
      </Text>
      {mails.data.length === 0 ? (
        <Text c="dimmed">{t('mail.boxEmpty')}</Text>
      ) : (
        <Sheet label={t('mail.box')} columns={[t('mail.to'), t('mail.subject'), t('mail.kind'), t('mail.came')]}>
          {mails.data.map((mail) => (
            <Table.Tr key={mail.page}>
              <Table.Td>{mail.to}</Table.Td>
              <Table.Td>
                <Anchor href={`${prefix}/dev/${mail.page}`} target="_blank" rel="noreferrer" dir="auto">
                  {mail.subject}
                </Anchor>
              </Table.Td>
              <Table.Td>{mail.kind}</Table.Td>
              <Table.Td>{mail.came}</Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
    </Card>
  )
}

function Letters() {
  const { t } = useTranslation()
  const name = usePeopleNames()
  const [state, setState] = useState<(typeof states)[number] | ''>('')
  const list = useParts<Letter>(['letters', state], (cursor) =>
    ask(api.GET('/api/v1/letters', { params: { query: { state: state || undefined, limit: 50, cursor } } })),
  )
  return (
    <Card
      title={t('mail.letters')}
      aside={
        <Select
          size="xs"
          aria-label={t('mail.state')}
          value={state}
          onChange={(value) => setState((value ?? '') as typeof state)}
          allowDeselect={false}
          data={[
            { value: '', label: t('mail.all') },
            ...states.map((value) => ({ value, label: t(`mail.states.${value}`) })),
          ]}
        />
      }
    >
      {list.error && !list.data && <Failed problem={list.error} retry={() => void list.refetch()} />}
      {!list.error && !list.data && <Loading rows={3} />}
      {list.data?.length === 0 && <Text c="dimmed">{t('mail.none')}</Text>}
      {list.data && list.data.length > 0 && (
        <Sheet
          label={t('mail.letters')}
          columns={[t('mail.came'), t('mail.to'), t('mail.kind'), t('mail.state'), t('people.do')]}
        >
          {list.data.map((letter) => (
            <Table.Tr key={letter.id}>
              <Table.Td>{moment(letter.at)}</Table.Td>
              <Table.Td>{name(letter.person_id)}</Table.Td>
              <Table.Td>{t(`notify.kind.${letter.kind as 'offer'}`, { defaultValue: letter.kind })}</Table.Td>
              <Table.Td>
                {t(`mail.states.${letter.state}`)}
                {letter.problem && (
                  <Text size="xs" c="dimmed">
                    {letter.problem}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                {(letter.state === 'failed' || letter.state === 'in_doubt') && <Again letter={letter} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      <More list={list} />
    </Card>
  )
}

function Again({ letter }: { letter: Letter }) {
  const { t } = useTranslation()
  const again = useCommand(
    (id: string, key) => ask(api.POST('/api/v1/letters/{id}/again', { params: { path: { id }, header: once(key) } })),
    { stale: [['letters']], done: t('mail.sentAgain') },
  )
  return (
    <>
      <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate(letter.id)}>
        {t('mail.again')}
      </Button>
      <Wrong problem={again.error} />
    </>
  )
}
