import { Button, Group, MultiSelect, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { values } from '../board/filter'
import { useProject, useSubGigs } from '../board/project'
import {
  api,
  ask,
  type Member,
  type MemberList,
  type MemberRequest,
  once,
  type Problem,
  type Project,
  type SubGig,
} from '../contract/client'
import { useMe } from '../session/me'
import { Column } from '../show/Column'
import { Card, PageHead } from '../show/Page'
import { PersonLine } from '../show/People'
import { Sheet } from '../show/Sheet'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { dayOf } from '../words/time'

const route = getRouteApi('/projects/$projectID/members')

const roles = ['buyer_viewer', 'section_lead', 'mentor', 'guest_reviewer', 'auditor'] as const

type Role = (typeof roles)[number]

/** Who was let into a project besides its buyer, producer and sellers, and how far each sees. */
export function Members() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return <Found query={project}>{(found) => <Let project={found} />}</Found>
}

function Let({ project }: { project: Project }) {
  const { t } = useTranslation()
  const gigs = useSubGigs(project.id)
  const members = useQuery<MemberList, Problem>({
    queryKey: ['project', project.id, 'members'],
    queryFn: () => ask(api.GET('/api/v1/projects/{id}/members', { params: { path: { id: project.id } } })),
  })
  const runs = project.mine.includes('buyer') || project.mine.includes('producer')
  return (
    <Column>
      <PageHead title={t('member.title')} />
      <Card>
        <Found query={members}>
          {(found) =>
            found.items.length === 0 ? (
              <Text c="dimmed">{t('member.none')}</Text>
            ) : (
              <Sheet
                label={t('member.title')}
                columns={[t('member.who'), t('member.as'), t('member.reach'), t('member.since'), t('member.out')]}
              >
                {found.items.map((one) => (
                  <One key={one.id} member={one} project={project} gigs={gigs.data ?? []} runs={runs} />
                ))}
              </Sheet>
            )
          }
        </Found>
      </Card>
      {runs && <LetIn project={project} gigs={gigs.data ?? []} />}
    </Column>
  )
}

function One(props: { member: Member; project: Project; gigs: SubGig[]; runs: boolean }) {
  const { t } = useTranslation()
  const me = useMe()
  const { member } = props
  const remove = useCommand(
    (id: string, key) =>
      ask(
        api.DELETE('/api/v1/projects/{id}/members/{member}', {
          params: { path: { id: props.project.id, member: id }, header: once(key) },
        }),
      ),
    { stale: [['project', props.project.id]], done: t('member.removed') },
  )
  return (
    <Table.Tr>
      <Table.Td>
        <PersonLine person={member.person} />
      </Table.Td>
      <Table.Td>{t(`role.${member.role}`)}</Table.Td>
      <Table.Td>{useReach(member, props.gigs)}</Table.Td>
      <Table.Td>{dayOf(member.added_at)}</Table.Td>
      <Table.Td>
        {(props.runs || member.person.id === me.id) && (
          <Button
            variant="default"
            size="xs"
            loading={remove.isPending}
            aria-label={t('member.removeOf', { name: member.person.name })}
            onClick={() => remove.mutate(member.id)}
          >
            {t('remove')}
          </Button>
        )}
        <Wrong problem={remove.error} />
      </Table.Td>
    </Table.Tr>
  )
}

/** How far a role reaches, in words. */
function useReach(member: Member, gigs: SubGig[]): string {
  const { t } = useTranslation()
  const parts: string[] = []
  if (member.section !== undefined) parts.push(t('member.section', { number: member.section + 1 }))
  if (member.roles?.length) parts.push(member.roles.join(', '))
  for (const id of member.delivery_ids ?? []) {
    parts.push(gigs.find((gig) => gig.delivery_id === id)?.title ?? t('member.delivery'))
  }
  return parts.join(' · ') || t(`member.sees.${member.role}`)
}

function LetIn({ project, gigs }: { project: Project; gigs: SubGig[] }) {
  const { t } = useTranslation()
  const [handle, setHandle] = useState('')
  const [role, setRole] = useState<Role>('buyer_viewer')
  const [section, setSection] = useState('')
  const [led, setLed] = useState<string[]>([])
  const [shown, setShown] = useState<string[]>([])
  const add = useCommand(
    (body: MemberRequest, key) =>
      ask(api.POST('/api/v1/projects/{id}/members', { body, params: { path: { id: project.id }, header: once(key) } })),
    { stale: [['project', project.id]], done: t('member.added') },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body: MemberRequest = { handle: handle.trim(), role }
    if (role === 'section_lead' && section) body.section = Number(section)
    if (role === 'section_lead' && led.length) body.roles = led
    if (role === 'guest_reviewer') body.delivery_ids = shown
    add.mutate(body, { onSuccess: () => setHandle('') })
  }
  const sections = [...new Set(gigs.map((gig) => gig.section))].sort((a, b) => a - b)
  const delivered = gigs.filter((gig) => gig.delivery_id)
  return (
    <Card title={t('member.letIn')}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw="36rem">
          <Group align="start">
            <TextInput
              label={t('member.handle')}
              placeholder="ama-mensah"
              value={handle}
              onChange={(event) => setHandle(event.currentTarget.value)}
              maxLength={63}
              autoComplete="off"
              required
            />
            <Select
              label={t('member.as')}
              value={role}
              onChange={(value) => value && setRole(value as Role)}
              allowDeselect={false}
              data={roles
                .filter((one) => one !== 'auditor' || project.mine.includes('buyer'))
                .map((value) => ({ value, label: t(`role.${value}`) }))}
            />
          </Group>
          <Text size="sm" c="dimmed">
            {t(`member.sees.${role}`)}
          </Text>
          {role === 'section_lead' && (
            <Group align="start">
              <Select
                label={t('member.whichSection')}
                value={section || null}
                onChange={(value) => setSection(value ?? '')}
                clearable
                clearButtonProps={{ 'aria-label': t('clear') }}
                data={sections.map((number) => ({
                  value: String(number),
                  label: t('member.section', { number: number + 1 }),
                }))}
              />
              <MultiSelect
                label={t('member.whichRoles')}
                value={led}
                onChange={setLed}
                data={values(gigs, (gig) => gig.role)}
              />
            </Group>
          )}
          {role === 'guest_reviewer' && (
            <MultiSelect
              label={t('member.which')}
              value={shown}
              onChange={setShown}
              data={delivered.map((gig) => ({
                value: gig.delivery_id ?? '',
                label: `${gig.title}, ${t('delivery.version', { version: gig.version ?? 1 })}`,
              }))}
              searchable
            />
          )}
          <Wrong problem={add.error} />
          <Button type="submit" loading={add.isPending} w="fit-content">
            {t('member.letInNow')}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
