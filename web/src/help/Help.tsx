import { ActionIcon } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../show/icons'
import { lazyWindow } from '../show/later'
import { topicOf } from './topics'

const Sentences = lazyWindow(() => import('./Sentences').then((module) => module.Sentences))

/** A question mark, and behind it the few sentences that a page's words need. They are fetched when it is first pressed. */
export function Help() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const topic = topicOf(useRouterState({ select: (state) => state.matches.at(-1)?.routeId ?? '' }))
  if (!topic) return null
  return (
    <>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('nav.help')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="question" />
      </ActionIcon>
      {open && (
        <Suspense fallback={null}>
          <Sentences topic={topic} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
