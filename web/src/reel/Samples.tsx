import { Text } from '@mantine/core'
import type { Reel as Shown } from '../contract/client'
import { FileLine } from '../show/FileLine'
import classes from './Reel.module.css'

/** Samples under each other, each with its player where a browser has one. */
export function Samples({ reel }: { reel: Shown }) {
  return (
    <ul className={classes.samples}>
      {reel.samples.map((one) => (
        <li key={one.file.sha256}>
          <Text fw={600} size="sm" dir="auto">
            {one.title}
          </Text>
          <FileLine name={one.file.name} size={one.file.size_bytes} type={one.file.type} url={one.file.url} />
        </li>
      ))}
    </ul>
  )
}
