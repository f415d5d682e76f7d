import { Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Topic } from './topics'

/** What the words of a page mean, in a few sentences. */
export function Sentences({ topic, close }: { topic: Topic; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={close} title={t('nav.help')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="sm">
        {t(`help.${topic}`)
          .split('\n')
          .map((sentence) => (
            <Text size="sm" key={sentence}>
              {sentence}
            </Text>
          ))}
      </Stack>
    </Modal>
  )
}
