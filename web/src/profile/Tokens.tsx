import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Problem, type Token, type TokenList, type TokenRequest } from '../contract/client'
import { Card } from '../show/Page'
import { Secret } from '../show/Secret'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { dayOf, fromNow, useNow } from '../words/time'
import classes from './Profile.module.css'

type Scope = NonNullable<TokenRequest['scopes']>[number]

const scopes: Scope[] = ['read', 'deliver', 'review', 'manage', 'money']
const lives = ['30', '90', '365', ''] as const

/** The API tokens of a person: what each may do, until when, when it was last used; and a new one. */
export function Tokens({ personID }: { personID: string }) {
  const { t } = useTranslation()
  const tokens = useQuery<TokenList, Problem>({
    queryKey: ['tokens', personID],
    queryFn: () => ask(api.GET('/api/v1/people/{id}/tokens', { params: { path: { id: personID } } })),
  })
  return (
    <Card title={t('token.title')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('token.words')}
        </Text>
        <Found query={tokens}>
          {(found) =>
            found.items.length === 0 ? (
              <Text size="sm">{t('token.none')}</Text>
            ) : (
              <ul className={classes.list}>
                {found.items.map((one) => (
                  <One key={one.id} token={one} />
                ))}
              </ul>
            )
          }
        </Found>
        <NewToken personID={personID} />
      </Stack>
    </Card>
  )
}

function One({ token }: { token: Token }) {
  const { t } = useTranslation()
  const now = useNow()
  const end = useCommand(
    (id: string, key) => ask(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id }, header: once(key) } })),
    { stale: [['tokens', token.person_id], ['me']], done: t('token.ended') },
  )
  const may = token.scopes.length
    ? token.scopes.map((scope) => t(`token.scope.${scope as Scope}`)).join(', ')
    : t('token.everything')
  return (
    <li className={classes.entry}>
      <div>
        <Text size="sm" fw={600}>
          {token.name}
        </Text>
        <Text size="xs" c="dimmed">
          {[
            may,
            token.expires_at ? t('token.until', { day: dayOf(token.expires_at) }) : t('token.forEver'),
            token.seen_at ? t('token.seen', { when: fromNow(token.seen_at, now) }) : t('token.neverUsed'),
          ].join(' · ')}
        </Text>
        <Wrong problem={end.error} />
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={t('token.endOf', { name: token.name })}
        loading={end.isPending}
        onClick={() => end.mutate(token.id)}
      >
        {t('token.end')}
      </Button>
    </li>
  )
}

function NewToken({ personID }: { personID: string }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>(['read'])
  const [life, setLife] = useState<string>('90')
  const [secret, setSecret] = useState('')
  const make = useCommand(
    (body: TokenRequest, key) =>
      ask(api.POST('/api/v1/people/{id}/tokens', { body, params: { path: { id: personID }, header: once(key) } })),
    { stale: [['tokens', personID]] },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const ends = life ? new Date(Date.now() + Number(life) * 86_400_000).toISOString() : undefined
    make.mutate(
      { name, expires_at: ends, scopes: chosen.length ? (chosen as Scope[]) : undefined },
      {
        onSuccess: (made) => {
          setSecret(made.token ?? '')
          setName('')
        },
      },
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {secret && <Secret title={t('token.made')} value={secret} done={() => setSecret('')} />}
        <Group align="end">
          <TextInput
            label={t('token.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
          />
          <Select
            label={t('token.life')}
            value={life}
            onChange={(value) => setLife(value ?? '')}
            allowDeselect={false}
            data={lives.map((value) => ({
              value,
              label: value ? t('token.days', { count: Number(value) }) : t('token.forEver'),
            }))}
            w="10rem"
          />
        </Group>
        <Checkbox.Group
          label={t('token.scopes')}
          description={t('token.scopesWords')}
          value={chosen}
          onChange={setChosen}
        >
          <Group mt="xs">
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`token.scope.${scope}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Wrong problem={make.error} />
        <Button type="submit" variant="default" loading={make.isPending} w="fit-content">
          {t('token.make')}
        </Button>
      </Stack>
    </form>
  )
}
