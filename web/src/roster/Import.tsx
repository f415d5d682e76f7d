import { Alert, Button, FileButton, Stack, Text } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem, RosterReport } from '../contract/client'
import { faultOf, rangeOf } from '../launch/fault'
import { Icon } from '../show/icons'
import { Card } from '../show/Page'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import classes from './Roster.module.css'
import { importRoster } from './roster'

/** A CSV file becomes the roster, whole or not at all; every fault stands beside its line. */
export function Import() {
  const { t } = useTranslation()
  const [file, setFile] = useState<{ name: string; text: string } | null>(null)
  const send = useCommand<string, RosterReport>(importRoster, { stale: [['roster'], ['people']] })
  const take = async (given: File | null | undefined) => {
    if (!given) return
    const text = await given.text()
    setFile({ name: given.name, text })
    send.mutate(text)
  }
  return (
    <Card title={t('import.title')}>
      <Stack>
        <Text size="sm">{t('import.words')}</Text>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to the button within */}
        <div
          className={classes.drop}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event: DragEvent) => {
            event.preventDefault()
            void take(event.dataTransfer.files[0])
          }}
        >
          <FileButton
            onChange={(given) => void take(given)}
            accept=".csv,text/csv"
            inputProps={{ 'aria-label': t('import.choose') }}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="upload" />} loading={send.isPending}>
                {t('import.choose')}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {file ? file.name : t('import.columns')}
          </Text>
        </div>
        {send.data && (
          <Alert color="teal" variant="light" role="status" title={t('import.done')}>
            {t('import.report', { ...send.data })}
          </Alert>
        )}
        {send.error && file && <Faults problem={send.error} text={file.text} />}
      </Stack>
    </Card>
  )
}

function Faults({ problem, text }: { problem: Problem; text: string }) {
  const { t } = useTranslation()
  const faults = problem.fields.map(faultOf)
  if (faults.length === 0) return <Wrong problem={problem} />
  return (
    <Alert color="red" variant="light" role="alert" title={t('import.faults', { count: faults.length })}>
      <ol className={classes.faults}>
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.column} ${fault.path} ${fault.message}`}>
            <Text size="sm">
              {fault.line > 0 && <strong>{t('launch.line', { line: fault.line })}: </strong>}
              <bdi lang="en">{fault.message}</bdi>
            </Text>
            {fault.line > 0 && <code>{text.slice(...rangeOf(text, fault.line))}</code>}
          </li>
        ))}
      </ol>
    </Alert>
  )
}
