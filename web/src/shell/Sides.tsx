import { useDirection } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { direction } from '../words/i18n'

/** Lets the components follow the language from one side to the other. */
export function Sides() {
  const { i18n } = useTranslation()
  const { setDirection } = useDirection()
  useEffect(() => setDirection(direction(i18n.language)), [i18n.language, setDirection])
  return null
}
