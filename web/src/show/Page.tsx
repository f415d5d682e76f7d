import { Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { InCard } from './States'
import classes from './show.module.css'

/** The head of a page; the window is named after it. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Tutti`
  }, [title])
  return (
    <div className={classes.head}>
      <Title order={1}>{title}</Title>
      {children}
    </div>
  )
}

/** A part of a page with a title of its own. */
export function Card({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      {title && (
        <div className={classes.cardHead}>
          <Title order={2}>{title}</Title>
          {aside}
        </div>
      )}
      <InCard value={true}>{children}</InCard>
    </section>
  )
}
