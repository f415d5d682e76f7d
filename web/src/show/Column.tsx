import type { ReactNode } from 'react'
import classes from './Page.module.css'

/** The parts of a page, one below the other, no wider than one reads with ease. */
export function Column({ children }: { children: ReactNode }) {
  return <div className={classes.page}>{children}</div>
}
