import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type PublicCredits as Credits, type Problem } from '../contract/client'
import { Languages } from '../session/Languages'
import { Found, Notice } from '../show/States'
import { CreditLines } from './CreditList'
import classes from './Credits.module.css'

/** The credits of a project for everybody who has their address. It asks for nobody's name. */
export function PublicCredits({ secret }: { secret: string }) {
  const { t } = useTranslation()
  const credits = useQuery<Credits, Problem>({
    queryKey: ['public-credits', secret],
    queryFn: () => ask(api.GET('/api/v1/public-credits/{secret}', { params: { path: { secret } } })),
  })
  return (
    <main className={classes.public}>
      {credits.error?.code === 'not_found' ? (
        <Notice icon="people" title={t('credits.gone')} words={t('credits.goneWords')} whole />
      ) : (
        <Found query={credits}>{(found) => <Sheet credits={found} />}</Found>
      )}
      <footer className={classes.foot}>
        <Text size="sm" c="dimmed">
          {t('credits.madeWith')}
        </Text>
        <Languages />
      </footer>
    </main>
  )
}

function Sheet({ credits }: { credits: Credits }) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${credits.title} · ${t('credits.title')}`
  }, [credits.title, t])
  const unnamed = credits.items.filter((line) => !line.name).length
  return (
    <article className={classes.sheet}>
      <Text c="dimmed">{t('credits.title')}</Text>
      <Title order={1} mb="lg">
        {credits.title}
      </Title>
      <CreditLines lines={credits.items} />
      {unnamed > 0 && (
        <Text size="sm" c="dimmed" mt="lg">
          {t('credits.unnamed', { count: unnamed })}
        </Text>
      )}
    </article>
  )
}
