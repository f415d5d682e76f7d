import { Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, ask, type CreditPage, once, type Project } from '../contract/client'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import { moment } from '../words/time'
import classes from './Credits.module.css'
import { creditsKey } from './credits'

/** Where everybody reads the credits. Whose project it is opens and closes them. */
export function Publication({ project, page }: { project: Project; page?: CreditPage }) {
  const { t } = useTranslation()
  const buyer = project.mine.includes('buyer')
  if (!page && !buyer) return null
  return (
    <Card title={t('credits.public')}>
      <Stack gap="sm">
        {page ? <Address page={page} /> : <Text size="sm">{t('credits.publicWords')}</Text>}
        {buyer && (page ? <Withdraw project={project} /> : <Publish project={project} />)}
      </Stack>
    </Card>
  )
}

function Address({ page }: { page: CreditPage }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="sm">{t('credits.publicSince', { at: moment(page.created_at) })}</Text>
      <a href={page.address} className={classes.address} dir="ltr">
        {page.address}
      </a>
      <CopyButton value={page.address}>
        {({ copied, copy }) => (
          <Group>
            <Button size="xs" variant="default" onClick={copy}>
              {t(copied ? 'secret.copied' : 'secret.copy')}
            </Button>
          </Group>
        )}
      </CopyButton>
    </>
  )
}

function Publish({ project }: { project: Project }) {
  const { t } = useTranslation()
  const publish = useCommand(
    (_: null, key) =>
      ask(api.POST('/api/v1/projects/{id}/credits/page', { params: { path: { id: project.id }, header: once(key) } })),
    { stale: [creditsKey(project.id)], done: t('credits.published') },
  )
  if (project.state !== 'completed') {
    return (
      <Text size="sm" c="dimmed">
        {t('credits.notYet')}
      </Text>
    )
  }
  return (
    <>
      <Wrong problem={publish.error} />
      <Group>
        <Button loading={publish.isPending} onClick={() => publish.mutate(null)}>
          {t('credits.publish')}
        </Button>
      </Group>
    </>
  )
}

function Withdraw({ project }: { project: Project }) {
  const { t } = useTranslation()
  const withdraw = useCommand(
    (_: null, key) =>
      ask(
        api.DELETE('/api/v1/projects/{id}/credits/page', { params: { path: { id: project.id }, header: once(key) } }),
      ),
    { stale: [creditsKey(project.id)], done: t('credits.withdrawn') },
  )
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('credits.withdrawWords')}
      </Text>
      <Wrong problem={withdraw.error} />
      <Group>
        <Button variant="default" color="red" loading={withdraw.isPending} onClick={() => withdraw.mutate(null)}>
          {t('credits.withdraw')}
        </Button>
      </Group>
    </>
  )
}
