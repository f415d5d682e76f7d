import { Badge, Button, Checkbox, Group, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RoleRate, RosterEntry } from '../contract/client'
import { is, useMe } from '../session/me'
import { Column } from '../show/Column'
import { Icon } from '../show/icons'
import { More } from '../show/More'
import { Card, PageHead } from '../show/Page'
import { PersonLine } from '../show/People'
import { Sheet } from '../show/Sheet'
import { Failed, Loading, Notice } from '../show/States'
import { save } from '../show/save'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { money } from '../words/money'
import { Import } from './Import'
import classes from './Roster.module.css'
import { rosterFile, useRoster } from './roster'
import { type RosterSearch, rosterSearch } from './search'

const route = getRouteApi('/roster')

/** The sellers that one knows: who does what for how much, and who has room. */
export function Roster() {
  const { t } = useTranslation()
  const me = useMe()
  const search = route.useSearch()
  const list = useRoster(search)
  const take = useCommand(async (of: RosterSearch) => save(await rosterFile(of), 'roster.csv'), { stale: [] })
  if (list.error && !list.data) return <Failed problem={list.error} retry={() => void list.refetch()} />
  return (
    <Column>
      <PageHead title={t('nav.roster')}>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="download" size={16} />}
          loading={take.isPending}
          onClick={() => take.mutate(search)}
        >
          {t('roster.take')}
        </Button>
      </PageHead>
      <Wrong problem={take.error} />
      <Filters />
      <Card>
        {!list.data && <Loading />}
        {list.data?.length === 0 && <Notice icon="person" title={t('roster.none')} words={t('roster.noneWords')} />}
        {list.data && list.data.length > 0 && <List entries={list.data} />}
        <More list={list} />
      </Card>
      {(is(me, 'buyer') || is(me, 'operator')) && <Import />}
    </Column>
  )
}

function Filters() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = useNavigate()
  const set = (some: Partial<RosterSearch>) =>
    void navigate({ to: '/roster', search: rosterSearch({ ...search, ...some }), replace: true })
  const later = useDebouncedCallback(set, 350)
  return (
    <search>
      <Group align="end" gap="sm">
        {(['role', 'country', 'language'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`roster.${name}`)}
            defaultValue={search[name] ?? ''}
            onChange={(event) => later({ [name]: event.currentTarget.value.trim() })}
            w="10rem"
          />
        ))}
        <Checkbox
          label={t('roster.free')}
          checked={search.free ?? false}
          onChange={(event) => set({ free: event.currentTarget.checked })}
          pb={8}
        />
        <Checkbox
          label={t('roster.kept')}
          checked={search.kept ?? false}
          onChange={(event) => set({ kept: event.currentTarget.checked })}
          pb={8}
        />
      </Group>
    </search>
  )
}

function List({ entries }: { entries: RosterEntry[] }) {
  const { t } = useTranslation()
  return (
    <Sheet
      label={t('nav.roster')}
      columns={[t('roster.who'), t('roster.does'), t('roster.speaks'), t('roster.room'), t('roster.tags')]}
    >
      {entries.map((entry) => (
        <Table.Tr key={entry.person.id}>
          <Table.Td>
            <Link to="/people/$personID" params={{ personID: entry.person.id }} className={classes.person}>
              <PersonLine person={entry.person} />
            </Link>
          </Table.Td>
          <Table.Td>{entry.profile.roles.map(rated).join(', ')}</Table.Td>
          <Table.Td>{entry.profile.languages.join(', ')}</Table.Td>
          <Table.Td>
            {entry.free ? t('roster.hasRoom') : t('roster.full')}
            <Text size="xs" c="dimmed">
              {t('roster.held', { count: entry.held })}
            </Text>
          </Table.Td>
          <Table.Td>
            <Group gap={4}>
              {entry.kept?.tags.map((tag) => (
                <Badge key={tag} variant="light" tt="none">
                  {tag}
                </Badge>
              ))}
              {entry.kept && entry.kept.tags.length === 0 && <Icon name="check" />}
            </Group>
          </Table.Td>
        </Table.Tr>
      ))}
    </Sheet>
  )
}

export function rated(one: RoleRate): string {
  return one.rate_minor === undefined ? one.role : `${one.role} ${money(one.rate_minor, one.currency ?? 'EUR')}`
}
