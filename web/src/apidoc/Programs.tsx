import { Accordion, Anchor, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, type Problem, prefix } from '../contract/client'
import { Column } from '../show/Column'
import { Card, PageHead } from '../show/Page'
import { Found } from '../show/States'
import { byTag, type Document, holds, type Operation } from './openapi'
import classes from './Programs.module.css'
import { Try } from './Try'

/** The API for people who write programs: every operation as its document says it, to be read and tried. */
export function Programs() {
  const { t } = useTranslation()
  const document = useQuery<Document, Problem>({
    queryKey: ['openapi'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(readDocument()),
  })
  return (
    <Column>
      <PageHead title={t('nav.programs')}>
        <Anchor href={`${prefix}/openapi.json`} download="openapi.json" size="sm">
          openapi.json
        </Anchor>
      </PageHead>
      <Found query={document}>{(found) => <Reference document={found} />}</Found>
    </Column>
  )
}

async function readDocument(): Promise<{ data?: Document; error?: unknown; response: Response }> {
  const response = await fetch(`${prefix}/openapi.json`)
  return response.ok
    ? { data: (await response.json()) as Document, response }
    : { error: await response.json().catch(() => ''), response }
}

function Reference({ document }: { document: Document }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [token, setToken] = useState('')
  const groups = [...byTag(document)]
    .map(([tag, list]) => [tag, list.filter((one) => holds(one, words.trim()))] as const)
    .filter(([, list]) => list.length > 0)
  return (
    <Stack>
      <Card>
        <Stack gap="sm">
          {document.info.description?.split('\n\n').map((part) => (
            <Text size="sm" key={part}>
              {part}
            </Text>
          ))}
          <Group align="end" grow preventGrowOverflow={false}>
            <TextInput
              label={t('programs.look')}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('programs.token')}
              description={t('programs.tokenWords')}
              placeholder="tut_…"
              value={token}
              onChange={(event) => setToken(event.currentTarget.value.trim())}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
            />
          </Group>
          <Text size="sm" c="dimmed" role="status">
            {t('programs.count', { count: groups.reduce((sum, [, list]) => sum + list.length, 0) })}
          </Text>
        </Stack>
      </Card>
      {groups.map(([tag, list]) => (
        <Card key={tag} title={tag}>
          <Accordion order={3} chevronPosition="left" keepMounted={false}>
            {list.map((one) => (
              <Accordion.Item key={one.operationId} value={one.operationId}>
                <Accordion.Control>
                  <Line operation={one} />
                </Accordion.Control>
                <Accordion.Panel>
                  <Try operation={one} document={document} token={token} />
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </Card>
      ))}
    </Stack>
  )
}

function Line({ operation }: { operation: Operation }) {
  return (
    <span className={classes.line}>
      <span className={classes.method} data-method={operation.method}>
        {operation.method.toUpperCase()}
      </span>
      <code className={classes.path} dir="ltr">
        {operation.path}
      </code>
      <span className={classes.summary} lang="en" dir="ltr">
        {operation.summary}
      </span>
    </span>
  )
}
