import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Export, type ExportRequest, once, type Problem, type Project } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Unread, Wrong } from '../show/Wrong'
import { bytes, moment } from '../words/time'
import classes from './Artifact.module.css'

const kinds = ['release', 'session-reaper', 'session-dawproject', 'session-otio', 'work', 'archive'] as const

/** Archives of a project: the release pack, sessions for other programs, everything. Whoever may not make them sees none. */
export function Exports({ project }: { project: Project }) {
  const { t } = useTranslation()
  const may = project.mine.some((one) => one === 'buyer' || one === 'producer' || one === 'operator')
  const key = ['project', project.id, 'exports']
  const list = useQuery<Export[], Problem>({
    queryKey: key,
    enabled: may,
    queryFn: async () =>
      (await ask(api.GET('/api/v1/projects/{id}/exports', { params: { path: { id: project.id } } }))).items,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'building') ? 1500 : false),
  })
  const make = useCommand<ExportRequest['kind'], Export>(
    (kind, once_key) =>
      ask(
        api.POST('/api/v1/projects/{id}/exports', {
          body: { kind },
          params: { path: { id: project.id }, header: once(once_key) },
        }),
      ),
    { stale: [key] },
  )
  if (!may) return null
  return (
    <Card title={t('exports.title')}>
      <Stack gap="sm">
        <Group gap="xs">
          {kinds.map((kind) => (
            <Button
              key={kind}
              size="xs"
              variant="default"
              loading={make.isPending && make.variables === kind}
              onClick={() => make.mutate(kind)}
            >
              {t(`exports.${kind}`)}
            </Button>
          ))}
        </Group>
        <Wrong problem={make.error} />
        <Unread query={list} />
        <ul className={classes.plain}>
          {list.data?.map((one) => (
            <li key={one.id}>
              <Made made={one} />
            </li>
          ))}
        </ul>
      </Stack>
    </Card>
  )
}

/** One archive; its link holds for minutes, so it is asked for when it is wanted. */
function Made({ made }: { made: Export }) {
  const { t } = useTranslation()
  const ready = useQuery<Export, Problem>({
    queryKey: ['export', made.id, made.state],
    enabled: made.state === 'ready',
    staleTime: 4 * 60_000,
    refetchInterval: 4 * 60_000,
    queryFn: () => ask(api.GET('/api/v1/exports/{id}', { params: { path: { id: made.id } } })),
  })
  const file = ready.data?.file
  return (
    <Group justify="space-between" gap="xs">
      {file ? (
        <Anchor href={file.url} download={file.name} size="sm">
          {t(`exports.${made.kind as 'release'}`)} ({bytes(file.size_bytes)})
        </Anchor>
      ) : (
        <Text size="sm" role="status">
          {t(`exports.${made.kind as 'release'}`)}: {made.reason || t('exports.working')}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {moment(made.created_at)}
      </Text>
    </Group>
  )
}
