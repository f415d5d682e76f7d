import classes from './show.module.css'

const colours = { good: 'approved', mind: 'working', bad: 'rejected' } as const

/** How something stands, in a word on a colour that reads well in both schemes. */
export function Mark({ mood, children }: { mood: keyof typeof colours; children: string }) {
  return (
    <span className={classes.state} data-state={colours[mood]}>
      {children}
    </span>
  )
}
