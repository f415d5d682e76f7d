import { Accordion, Checkbox, Group, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Choice, type ChoiceList, once, type Problem } from '../contract/client'
import { grouped } from '../show/grouped'
import { Card } from '../show/Page'
import { Found } from '../show/States'
import { useCommand } from '../show/useCommand'
import { Wrong } from '../show/Wrong'
import classes from './Profile.module.css'

const cadences = ['now', 'hourly', 'daily', 'weekly', 'never'] as const

/** How somebody is told of what: by mail and how soon, and inside. A choice is kept when it is made. */
export function Notifying() {
  const { t } = useTranslation()
  const choices = useQuery<ChoiceList, Problem>({
    queryKey: ['notify'],
    queryFn: () => ask(api.GET('/api/v1/me/notify')),
  })
  return (
    <Card title={t('notify.title')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('notify.words')}
      </Text>
      <Found query={choices}>{(found) => <Classes choices={found.items} />}</Found>
    </Card>
  )
}

function Classes({ choices }: { choices: Choice[] }) {
  const { t } = useTranslation()
  const put = useCommand(
    (items: Choice[], key) => ask(api.PUT('/api/v1/me/notify', { body: { items }, params: { header: once(key) } })),
    { stale: [['notify']] },
  )
  const groups = grouped(choices, (choice) => choice.class || choice.kind)
  return (
    <Stack gap="sm">
      <Wrong problem={put.error} />
      <Accordion variant="contained" order={3}>
        {[...groups].map(([name, kinds]) => (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control>{t(`notify.class.${name as 'work'}`, { defaultValue: name })}</Accordion.Control>
            <Accordion.Panel>
              {kinds.map((choice) => (
                <Kind
                  key={choice.kind}
                  choice={choice}
                  change={(some) => put.mutate([{ ...choice, ...some }])}
                  busy={put.isPending}
                />
              ))}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  )
}

function Kind(props: { choice: Choice; change: (some: Partial<Choice>) => void; busy: boolean }) {
  const { t } = useTranslation()
  const { choice } = props
  const name = t(`notify.kind.${choice.kind as 'offer'}`, { defaultValue: choice.kind })
  return (
    <div className={classes.kind}>
      <Text size="sm">{name}</Text>
      <Group gap="md">
        <Select
          size="xs"
          w="9.5rem"
          aria-label={t('notify.mail', { kind: name })}
          value={choice.mail}
          onChange={(mail) => mail && props.change({ mail: mail as Choice['mail'] })}
          allowDeselect={false}
          disabled={props.busy}
          data={cadences.map((value) => ({ value, label: t(`notify.cadence.${value}`) }))}
        />
        <Checkbox
          label={t('notify.inside')}
          aria-label={t('notify.insideOf', { kind: name })}
          checked={choice.inside}
          disabled={props.busy}
          onChange={(event) => props.change({ inside: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('notify.push')}
          aria-label={t('notify.pushOf', { kind: name })}
          checked={choice.push}
          disabled={props.busy}
          onChange={(event) => props.change({ push: event.currentTarget.checked })}
        />
      </Group>
    </div>
  )
}
