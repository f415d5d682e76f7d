import { Button, Group, Stack, TagsInput, Text, Textarea } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type KeepRequest, once, Problem, type Profile, type RosterEntry } from '../contract/client'
import { days } from '../profile/fields'
import { useProfile } from '../profile/seller'
import { ReelCard } from '../reel/ReelCard'
import { is, useMe } from '../session/me'
import { Column } from '../show/Column'
import { Facts } from '../show/Facts'
import { Card, PageHead } from '../show/Page'
import { Failed, Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { clockIn, country, dayOf, useNow } from '../words/time'
import { rated } from './Roster'
import { useEntry } from './roster'
import { TheirData } from './TheirData'
import { TrustCard } from './TrustCard'

const route = getRouteApi('/people/$personID')

/** One seller: what they do, when they work, where they stand; and what one keeps of them. */
export function PersonPage() {
  const { personID } = route.useParams()
  const me = useMe()
  const own = personID === me.id
  const entry = useEntry(personID, !own)
  if (own) return <Own />
  return (
    <Found query={entry}>
      {(found) => (found ? <Somebody entry={found} /> : <Failed problem={new Problem('not_found', '')} />)}
    </Found>
  )
}

function Own() {
  const me = useMe()
  const profile = useProfile(me.id)
  return (
    <Found query={profile}>
      {(found) => (
        <Column>
          <PageHead title={me.name} />
          <Work profile={found} />
          <TrustCard personID={me.id} />
        </Column>
      )}
    </Found>
  )
}

function Somebody({ entry }: { entry: RosterEntry }) {
  const me = useMe()
  return (
    <Column>
      <PageHead title={entry.person.name}>
        <Text c="dimmed">{entry.person.handle}</Text>
      </PageHead>
      <Work profile={entry.profile} entry={entry} />
      <ReelCard personID={entry.person.id} />
      <TrustCard personID={entry.person.id} />
      {is(me, 'operator') && <TheirData person={entry.person} />}
      {(is(me, 'buyer') || is(me, 'operator')) && <Keeping key={entry.kept?.at ?? ''} entry={entry} />}
    </Column>
  )
}

function Work({ profile, entry }: { profile: Profile; entry?: RosterEntry }) {
  const { t } = useTranslation()
  const now = useNow()
  const hours = days
    .filter((day) => profile.hours.some((shift) => shift.day === day))
    .map((day) => {
      const shifts = profile.hours.filter((shift) => shift.day === day).map((shift) => `${shift.from}–${shift.to}`)
      return `${t(`profile.days.${day}`)} ${shifts.join(', ')}`
    })
  return (
    <Card title={t('person.work')}>
      <Facts
        of={[
          [t('person.from'), country(profile.country)],
          [t('person.clock'), profile.zone && `${clockIn(profile.zone, now)} (${profile.zone.replaceAll('_', ' ')})`],
          [t('roster.does'), profile.roles.map(rated).join(', ') || t('person.unsaid')],
          [t('roster.speaks'), profile.languages.join(', ')],
          [
            t('roster.room'),
            entry &&
              `${entry.free ? t('roster.hasRoom') : t('roster.full')} · ${t('roster.held', { count: entry.held })}`,
          ],
          [t('profile.hours'), hours.join(' · ')],
          [
            t('profile.leave'),
            profile.leave
              .map((one) => `${dayOf(one.from)} – ${dayOf(new Date(new Date(one.to).getTime() - 1))}`)
              .join(' · '),
          ],
        ]}
      />
    </Card>
  )
}

function Keeping({ entry }: { entry: RosterEntry }) {
  const { t } = useTranslation()
  const [note, setNote] = useState(entry.kept?.note ?? '')
  const [tags, setTags] = useState<string[]>(entry.kept?.tags ?? [])
  const id = entry.person.id
  const stale = [['roster']]
  const keep = useCommand(
    (body: KeepRequest, key) =>
      ask(api.PUT('/api/v1/roster/{id}', { body, params: { path: { id }, header: once(key) } })),
    { stale, done: t('keeping.kept') },
  )
  const drop = useCommand(
    (_: null, key) => ask(api.DELETE('/api/v1/roster/{id}', { params: { path: { id }, header: once(key) } })),
    { stale, done: t('keeping.dropped') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate({ note: note || undefined, tags })
  }
  return (
    <Card title={t('keeping.title')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('keeping.words')}
          </Text>
          <TagsInput label={t('keeping.tags')} value={tags} onChange={setTags} maxTags={20} />
          <Textarea
            label={t('keeping.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={2000}
            autosize
            minRows={2}
          />
          <Wrong problem={keep.error ?? drop.error} />
          <Group>
            <Button type="submit" loading={keep.isPending}>
              {t('keep')}
            </Button>
            {entry.kept && (
              <Button variant="default" loading={drop.isPending} onClick={() => drop.mutate(null)}>
                {t('keeping.drop')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
