import { diffWordsWithSpace } from 'diff'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from '../contract/client'
import { Found } from '../show/States'
import classes from './Sketch.module.css'
import { useKeys } from './useKeys'
import { useWords } from './useWords'
import { type Look, Versions } from './Versions'

/** A text, and what is different from the version before. */
export function Words({ link, before }: { link: Link; before?: Link }) {
  const { t } = useTranslation()
  const text = useWords(link)
  const old = useWords(before && before.size_bytes < 1 << 20 ? before : undefined)
  const [look, setLook] = useState<Look>('compare')
  useKeys(null, { v: () => setLook(look === 'this' ? 'compare' : 'this') })
  return (
    <div>
      {old.data !== undefined && <Versions look={look} choose={setLook} other={t('room.difference')} />}
      <Found query={text}>
        {(found) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what is long is scrolled by keys
          <pre className={classes.text} tabIndex={0} aria-label={link.name} role="document">
            {old.data !== undefined && look === 'compare' ? <Difference from={old.data} to={found} /> : found}
          </pre>
        )}
      </Found>
    </div>
  )
}

function Difference({ from, to }: { from: string; to: string }) {
  const parts = useMemo(() => diffWordsWithSpace(from, to, { timeout: 2000 }), [from, to])
  if (!parts) return to // they have too little in common to be told apart
  return parts.map((part, at) => {
    const key = `${at} ${part.value.length}`
    if (part.added) return <ins key={key}>{part.value}</ins>
    if (part.removed) return <del key={key}>{part.value}</del>
    return <span key={key}>{part.value}</span>
  })
}
