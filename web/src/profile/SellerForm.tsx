import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, once, type Profile, type ProfileRequest } from '../contract/client'
import { Icon } from '../show/icons'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { country } from '../words/time'
import { days, type Fields, fieldsOf, requestOf } from './fields'

/** Where somebody is, what they do and for how much, and when they work. */
export function SellerForm({ personID, profile }: { personID: string; profile: Profile }) {
  const { t } = useTranslation()
  const [fields, setFields] = useState(() => fieldsOf(profile))
  const put = useCommand(
    (body: ProfileRequest, key) =>
      ask(api.PUT('/api/v1/people/{id}/profile', { body, params: { path: { id: personID }, header: once(key) } })),
    { stale: [['profile', personID], ['me'], ['roster']], done: t('profile.kept') },
  )
  const change = (some: Partial<Fields>) => setFields({ ...fields, ...some })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    put.mutate(requestOf(fields))
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group align="start" gap="md">
          <TextInput
            label={t('profile.country')}
            description={country(fields.country.length === 2 ? fields.country : undefined) || t('profile.countryWords')}
            value={fields.country}
            onChange={(event) => change({ country: event.currentTarget.value.toUpperCase().slice(0, 2) })}
            autoComplete="country"
            maxLength={2}
          />
          <Select
            label={t('profile.zone')}
            description={t('profile.zoneWords')}
            value={fields.zone || null}
            onChange={(zone) => change({ zone: zone ?? '' })}
            data={zones(fields.zone)}
            searchable
            clearable
            limit={60}
            clearButtonProps={{ 'aria-label': t('clear') }}
          />
          <NumberInput
            label={t('profile.capacity')}
            description={t('profile.capacityWords')}
            value={fields.capacity}
            onChange={(value) => change({ capacity: Number(value) || 0 })}
            min={0}
            max={1000}
          />
        </Group>
        <TagsInput
          label={t('profile.languages')}
          description={t('profile.languagesWords')}
          value={fields.languages}
          onChange={(languages) => change({ languages })}
          maxTags={20}
        />
        <Roles fields={fields} change={change} />
        <Hours fields={fields} change={change} />
        <LeaveDays fields={fields} change={change} />
        <Wrong problem={put.error} />
        <Button type="submit" loading={put.isPending} w="fit-content">
          {t('keep')}
        </Button>
      </Stack>
    </form>
  )
}

type Part = { fields: Fields; change: (some: Partial<Fields>) => void }

function Roles({ fields, change }: Part) {
  const { t } = useTranslation()
  const set = (id: number, some: Partial<Fields['roles'][number]>) =>
    change({ roles: fields.roles.map((one) => (one.id === id ? { ...one, ...some } : one)) })
  return (
    <Rows
      title={t('profile.roles')}
      none={t('profile.noRoles')}
      add={t('profile.addRole')}
      onAdd={() =>
        change({ roles: [...fields.roles, { id: nextID(fields.roles), role: '', rate: '', currency: 'EUR' }] })
      }
      count={fields.roles.length}
    >
      {fields.roles.map((one) => (
        <Row key={one.id} drop={() => change({ roles: fields.roles.filter((other) => other.id !== one.id) })}>
          <TextInput
            label={t('profile.role')}
            placeholder="lead-vocal"
            value={one.role}
            onChange={(event) => set(one.id, { role: event.currentTarget.value })}
            required
          />
          <NumberInput
            label={t('profile.rate')}
            value={one.rate}
            onChange={(rate) => set(one.id, { rate: rate === '' ? '' : Number(rate) })}
            min={0}
            w="9rem"
          />
          <TextInput
            label={t('profile.currency')}
            value={one.currency}
            onChange={(event) => set(one.id, { currency: event.currentTarget.value.toUpperCase().slice(0, 3) })}
            maxLength={3}
            w="6rem"
          />
        </Row>
      ))}
    </Rows>
  )
}

function Hours({ fields, change }: Part) {
  const { t } = useTranslation()
  const set = (id: number, some: Partial<Fields['hours'][number]>) =>
    change({ hours: fields.hours.map((one) => (one.id === id ? { ...one, ...some } : one)) })
  return (
    <Rows
      title={t('profile.hours')}
      none={t('profile.noHours')}
      add={t('profile.addHours')}
      onAdd={() =>
        change({
          hours: [
            ...fields.hours,
            { id: nextID(fields.hours), day: days[fields.hours.length % 7] ?? 'mon', from: '09:00', to: '17:00' },
          ],
        })
      }
      count={fields.hours.length}
    >
      {fields.hours.map((one) => (
        <Row key={one.id} drop={() => change({ hours: fields.hours.filter((other) => other.id !== one.id) })}>
          <Select
            label={t('profile.day')}
            value={one.day}
            onChange={(day) => day && set(one.id, { day })}
            allowDeselect={false}
            data={days.map((day) => ({ value: day, label: t(`profile.days.${day}`) }))}
            w="10rem"
          />
          <TextInput
            label={t('profile.from')}
            value={one.from}
            onChange={(event) => set(one.id, { from: event.currentTarget.value })}
            pattern="[0-2][0-9]:[0-5][0-9]"
            required
            w="6.5rem"
          />
          <TextInput
            label={t('profile.to')}
            value={one.to}
            onChange={(event) => set(one.id, { to: event.currentTarget.value })}
            pattern="[0-2][0-9]:[0-5][0-9]"
            required
            w="6.5rem"
          />
        </Row>
      ))}
    </Rows>
  )
}

function LeaveDays({ fields, change }: Part) {
  const { t } = useTranslation()
  const set = (id: number, some: Partial<Fields['leave'][number]>) =>
    change({ leave: fields.leave.map((one) => (one.id === id ? { ...one, ...some } : one)) })
  return (
    <Rows
      title={t('profile.leave')}
      none={t('profile.noLeave')}
      add={t('profile.addLeave')}
      onAdd={() => change({ leave: [...fields.leave, { id: nextID(fields.leave), from: '', to: '' }] })}
      count={fields.leave.length}
    >
      {fields.leave.map((one) => (
        <Row key={one.id} drop={() => change({ leave: fields.leave.filter((other) => other.id !== one.id) })}>
          <TextInput
            type="date"
            label={t('profile.firstDay')}
            value={one.from}
            onChange={(event) => set(one.id, { from: event.currentTarget.value })}
            required
          />
          <TextInput
            type="date"
            label={t('profile.lastDay')}
            value={one.to}
            min={one.from}
            onChange={(event) => set(one.id, { to: event.currentTarget.value })}
            required
          />
        </Row>
      ))}
    </Rows>
  )
}

function Rows(props: {
  title: string
  none: string
  add: string
  onAdd: () => void
  count: number
  children: ReactNode
}) {
  return (
    <Fieldset legend={props.title}>
      <Stack gap="xs">
        {props.count === 0 && (
          <Text size="sm" c="dimmed">
            {props.none}
          </Text>
        )}
        {props.children}
        <Button variant="default" size="xs" onClick={props.onAdd} w="fit-content">
          {props.add}
        </Button>
      </Stack>
    </Fieldset>
  )
}

function Row({ drop, children }: { drop: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Group align="end" gap="xs">
      {children}
      <ActionIcon variant="default" size={36} aria-label={t('remove')} onClick={drop}>
        <Icon name="cross" size={16} />
      </ActionIcon>
    </Group>
  )
}

function nextID(rows: { id: number }[]): number {
  return Math.max(-1, ...rows.map((row) => row.id)) + 1
}

/** The zones that this browser knows, and the one that was chosen elsewhere. */
function zones(chosen: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return chosen && !known.includes(chosen) ? [chosen, ...known] : known
}
