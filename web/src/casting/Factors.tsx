import { useTranslation } from 'react-i18next'
import type { RankFactor } from '../contract/client'
import classes from './Casting.module.css'

/** The factors that the pages know by name; a newer rule may have others. */
const known = ['role', 'price', 'capacity', 'language', 'on_time', 'score', 'country', 'hours', 'past'] as const

/** What somebody's points are made of: a bar of all factors, and each of them with its sentence. */
export function Factors({ factors }: { factors: RankFactor[] }) {
  const { t } = useTranslation()
  return (
    <details className={classes.factors}>
      <summary>
        <span className={classes.bar} aria-hidden>
          {factors.map((one) => (
            <span key={one.name} className={classes.room} style={{ flexGrow: one.weight }}>
              <span style={{ width: `${one.value / 10}%` }} />
            </span>
          ))}
        </span>
        {t('casting.why')}
      </summary>
      <dl className={classes.reasons}>
        {factors.map((one) => (
          <div key={one.name}>
            <dt>
              <Name name={one.name} />
            </dt>
            <dd>
              <span className={classes.part}>
                {t('casting.part', { points: Math.round(one.points / 1000), of: one.weight })}
              </span>{' '}
              {one.why}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function Name({ name }: { name: string }) {
  const { t } = useTranslation()
  const factor = known.find((one) => one === name)
  return <>{factor ? t(`casting.factor.${factor}`) : name}</>
}
