import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Licence, Material } from '../contract/client'
import { LicenceText } from '../offer/LicenceText'
import classes from './Delivery.module.css'
import { type Declared, mostMaterial, nothing } from './rights'

type Props = { licence?: Licence; declared: Declared; set: (declared: Declared) => void }

/** What the seller says of the rights to what they deliver: needed under a licence, and offered where there is none. */
export function Rights({ licence, ...form }: Props) {
  const { t } = useTranslation()
  const [opened, open] = useState(false)
  if (!licence && !opened)
    return (
      <Button variant="subtle" size="xs" w="fit-content" onClick={() => open(true)}>
        {t('rights.optional')}
      </Button>
    )
  return (
    <fieldset className={classes.rights}>
      <legend>{t('rights.title')}</legend>
      <Stack gap="sm">
        {licence && <LicenceText licence={licence} />}
        <Things {...form} />
        {licence && (
          <Checkbox
            label={t('rights.sure', { name: licence.name })}
            checked={form.declared.sure}
            required
            onChange={(event) => form.set({ ...form.declared, sure: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </fieldset>
  )
}

function Things({ declared, set }: Omit<Props, 'licence'>) {
  const { t } = useTranslation()
  const put = (material: Material[]) => set({ ...declared, material })
  const change = (at: number, part: Partial<Material>) =>
    put(declared.material.map((one, n) => (n === at ? { ...one, ...part } : one)))
  return (
    <Stack gap="sm" mt="xs">
      {declared.material.map((one, at) => (
        <Thing
          // biome-ignore lint/suspicious/noArrayIndexKey: a thing that is being written has nothing else that stays
          key={at}
          of={one}
          change={(part) => change(at, part)}
          drop={() => put(declared.material.filter((_, n) => n !== at))}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        disabled={declared.material.length >= mostMaterial}
        onClick={() => put([...declared.material, nothing])}
      >
        {t('rights.add')}
      </Button>
      <Textarea
        label={t('rights.generated')}
        description={t('rights.generatedWords')}
        value={declared.generated}
        maxLength={2000}
        autosize
        onChange={(event) => set({ ...declared, generated: event.currentTarget.value })}
      />
    </Stack>
  )
}

function Thing({ of, change, drop }: { of: Material; change: (part: Partial<Material>) => void; drop: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs" className={classes.thing} role="group" aria-label={of.title || t('rights.unnamed')}>
      <Group grow align="flex-start">
        <TextInput
          label={t('rights.what')}
          value={of.title}
          required
          maxLength={200}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <TextInput
          label={t('rights.by')}
          value={of.by ?? ''}
          maxLength={200}
          onChange={(event) => change({ by: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t('rights.right')}
        description={t('rights.rightWords')}
        value={of.licence}
        required
        maxLength={200}
        onChange={(event) => change({ licence: event.currentTarget.value })}
      />
      <TextInput
        label={t('rights.source')}
        type="url"
        pattern="https://.*"
        placeholder="https://"
        value={of.source ?? ''}
        maxLength={2000}
        onChange={(event) => change({ source: event.currentTarget.value })}
      />
      <Button variant="subtle" size="xs" w="fit-content" onClick={drop}>
        {t('rights.drop', { title: of.title || t('rights.unnamed') })}
      </Button>
    </Stack>
  )
}

/** What was said of the rights to a delivery. */
export function Said({ of }: { of: { material?: Material[]; generated?: string } }) {
  const { t } = useTranslation()
  const material = of.material ?? []
  return (
    <div className={classes.said}>
      {material.length === 0 && !of.generated && (
        <Text size="sm" c="dimmed">
          {t('rights.own')}
        </Text>
      )}
      {material.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t('rights.others')}
          </Text>
          <ul>
            {material.map((one) => (
              <li key={`${one.title} ${one.source}`}>
                <bdi>{[one.title, one.by, one.licence].filter(Boolean).join(' · ')}</bdi>
                {one.source && (
                  <>
                    {' '}
                    <a href={one.source} rel="noreferrer noopener nofollow" target="_blank">
                      {t('rights.found')}
                    </a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {of.generated && (
        <Text size="sm" dir="auto">
          {t('rights.made', { words: of.generated })}
        </Text>
      )}
    </div>
  )
}
