import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { createElement, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, newKey, once, problemOf } from '../contract/client'
import { MeContext } from '../session/me'
import { ProblemText } from '../show/States'
import { keepLanguage, languages } from './i18n'

/** The languages to change to, each with what does it: for this browser, and for whoever is signed in everywhere. */
export function useLanguages(): { tag: string; name: string; choose: () => void }[] {
  const { i18n } = useTranslation()
  const me = useContext(MeContext)
  const queries = useQueryClient()
  const failed = (cause: unknown) =>
    notifications.show({ message: createElement(ProblemText, { problem: problemOf(cause) }), color: 'red' })
  const choose = async (tag: string) => {
    await keepLanguage(tag)
    if (!me) return
    const is = await ask(api.PATCH('/api/v1/me', { body: { language: tag }, params: { header: once(newKey()) } }))
    queries.setQueryData(['me'], is)
  }
  return Object.entries(languages)
    .filter(([tag]) => tag !== i18n.language)
    .map(([tag, { name }]) => ({ tag, name, choose: () => void choose(tag).catch(failed) }))
}
