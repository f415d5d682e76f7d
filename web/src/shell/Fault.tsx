import { Button } from '@mantine/core'
import i18next from 'i18next'
import { Component, type ReactNode } from 'react'
import { Notice } from '../show/States'

/** Catches a fault in the drawing of a page, so that a person sees a sentence and not a white sheet. */
export class Fault extends Component<{ children: ReactNode }, { broken: boolean }> {
  state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  render() {
    if (!this.state.broken) return this.props.children
    return <FaultNotice />
  }
}

export function FaultNotice() {
  return (
    <Notice icon="warning" title={i18next.t('fault.title')} words={i18next.t('fault.words')} alert whole>
      <Button onClick={() => window.location.reload()}>{i18next.t('fault.reload')}</Button>
    </Notice>
  )
}
