import { Button, Checkbox, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Person, type PersonRequest } from '../contract/client'
import { Erase } from '../profile/Erase'
import { Tokens } from '../profile/Tokens'
import { is, useMe } from '../session/me'
import { More } from '../show/More'
import { Card } from '../show/Page'
import { PersonLine } from '../show/People'
import { Sheet } from '../show/Sheet'
import { Failed, Loading } from '../show/States'
import { useCommand } from '../show/useCommand'
import { useParts } from '../show/useParts'
import { Wrong } from '../show/Wrong'
import { dayOf } from '../words/time'

/** Everybody who is known here: staff and sellers, with their roles and their ways in. */
export function People() {
  const { t } = useTranslation()
  const me = useMe()
  const list = useParts<Person>(['people', 'list'], (cursor) =>
    ask(api.GET('/api/v1/people', { params: { query: { limit: 100, cursor } } })),
  )
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  return (
    <Stack>
      <Card title={t('people.title')}>
        <Sheet
          label={t('people.title')}
          columns={[t('people.who'), t('people.handle'), t('people.roles'), t('people.since'), t('people.do')]}
        >
          {list.data.map((person) => (
            <One key={person.id} person={person} runs={is(me, 'operator')} />
          ))}
        </Sheet>
        <More list={list} />
      </Card>
      {is(me, 'operator') && <NewPerson />}
    </Stack>
  )
}

function One({ person, runs }: { person: Person; runs: boolean }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'' | 'tokens' | 'erase'>('')
  const invite = useCommand(
    (_: null, key) =>
      ask(
        api.POST('/api/v1/people/{id}/invitation', {
          body: {},
          params: { path: { id: person.id }, header: once(key) },
        }),
      ),
    { stale: [['letters']], done: t('people.invited') },
  )
  return (
    <Table.Tr>
      <Table.Td>
        <PersonLine person={person} />
      </Table.Td>
      <Table.Td>
        {person.roles.includes('seller') ? (
          <Link to="/people/$personID" params={{ personID: person.id }}>
            {person.handle}
          </Link>
        ) : (
          person.handle
        )}
      </Table.Td>
      <Table.Td>{person.roles.map((role) => t(`role.${role as 'buyer'}`)).join(', ')}</Table.Td>
      <Table.Td>{dayOf(person.created_at)}</Table.Td>
      <Table.Td>
        {runs && (
          <Group gap="xs" wrap="nowrap">
            {person.email && (
              <Button
                size="xs"
                variant="default"
                loading={invite.isPending}
                aria-label={t('people.inviteOf', { name: person.name })}
                onClick={() => invite.mutate(null)}
              >
                {t('people.invite')}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              aria-label={t('people.tokensOf', { name: person.name })}
              onClick={() => setShown('tokens')}
            >
              {t('people.tokens')}
            </Button>
            <Button
              size="xs"
              variant="outline"
              color="red"
              aria-label={t('erase.title', { name: person.name })}
              onClick={() => setShown('erase')}
            >
              {t('people.erase')}
            </Button>
          </Group>
        )}
        <Wrong problem={invite.error} />
        <Modal
          opened={shown === 'tokens'}
          onClose={() => setShown('')}
          title={person.name}
          size="lg"
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          <Tokens personID={person.id} />
        </Modal>
        <Erase person={person} opened={shown === 'erase'} close={() => setShown('')} done={() => setShown('')} />
      </Table.Td>
    </Table.Tr>
  )
}

type PersonRole = NonNullable<PersonRequest['roles']>[number]

const roles: PersonRole[] = ['seller', 'buyer', 'producer', 'auditor', 'operator']

function NewPerson() {
  const { t } = useTranslation()
  const empty = { handle: '', name: '', email: '', country: '', zone: '' }
  const [fields, setFields] = useState(empty)
  const [chosen, setChosen] = useState<string[]>(['seller'])
  const make = useCommand(
    (body: PersonRequest, key) => ask(api.POST('/api/v1/people', { body, params: { header: once(key) } })),
    { stale: [['people'], ['roster']], done: t('people.made') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''))
    make.mutate(
      { ...(said as { handle: string; name: string }), roles: chosen as PersonRole[] },
      { onSuccess: () => setFields(empty) },
    )
  }
  return (
    <Card title={t('people.new')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group align="start">
            {(['handle', 'name', 'email', 'country', 'zone'] as const).map((field) => (
              <TextInput
                key={field}
                type={field === 'email' ? 'email' : 'text'}
                label={t(`profile.${field}`)}
                placeholder={{ handle: 'ama-mensah', country: 'GH', zone: 'Africa/Accra', name: '', email: '' }[field]}
                value={fields[field]}
                onChange={(event) => setFields({ ...fields, [field]: event.currentTarget.value })}
                required={field === 'handle' || field === 'name'}
                autoComplete="off"
              />
            ))}
          </Group>
          <Checkbox.Group label={t('people.roles')} value={chosen} onChange={setChosen}>
            <Group mt="xs">
              {roles.map((role) => (
                <Checkbox key={role} value={role} label={t(`role.${role}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Text size="sm" c="dimmed">
            {t('people.newWords')}
          </Text>
          <Wrong problem={make.error} />
          <Button type="submit" loading={make.isPending} w="fit-content">
            {t('people.make')}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
