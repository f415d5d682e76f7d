import { Group, Text, Tooltip } from '@mantine/core'
import type { PersonName } from '../contract/client'
import { clockIn, country, useNow } from '../words/time'
import classes from './show.module.css'

/** Two letters of a name on a colour that is always theirs. */
export function Face({ person, size = 26 }: { person: PersonName; size?: number }) {
  const name = person.name || person.handle || '?'
  const letters = name
    .split(/\s+/)
    .map((word) => Array.from(word)[0] ?? '')
    .filter((_, at, words) => at === 0 || at === words.length - 1)
    .join('')
    .toUpperCase()
  return (
    <span
      className={classes.face}
      data-hue={hue(person.id || name)}
      style={{ width: size, height: size, fontSize: size * 0.4 }}
      aria-hidden
    >
      {letters}
    </span>
  )
}

function hue(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997
  return sum % 6
}

/** Who, from where, and what the clock says there. */
export function PersonLine({ person, size = 26 }: { person: PersonName; size?: number }) {
  const now = useNow()
  const there = [person.country, clockIn(person.zone, now)].filter(Boolean).join(' · ')
  return (
    <Group gap={8} wrap="nowrap" miw={0}>
      <Face person={person} size={size} />
      <div className={classes.person}>
        <Text size="sm" truncate>
          {person.name || person.handle}
        </Text>
        {there && (
          <Tooltip
            label={[country(person.country), person.zone?.replaceAll('_', ' ')].filter(Boolean).join(' · ')}
            openDelay={400}
          >
            <Text size="xs" c="dimmed" component="span">
              {there}
            </Text>
          </Tooltip>
        )}
      </div>
    </Group>
  )
}
