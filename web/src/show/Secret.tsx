import { Alert, Button, CopyButton, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Secret.module.css'

/** Something that is shown once and cannot be read again, to be copied. */
export function Secret({ title, value, done }: { title: string; value: string; done: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert color="violet" variant="light" title={title} role="status">
      <Text size="sm" mb="xs">
        {t('secret.once')}
      </Text>
      <code className={classes.value}>{value}</code>
      <Group mt="sm" gap="xs">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {t(copied ? 'secret.copied' : 'secret.copy')}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" onClick={done}>
          {t('secret.done')}
        </Button>
      </Group>
    </Alert>
  )
}
