import { Alert, Button, Divider, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Problem, prefix, problemOf } from '../contract/client'
import { ProblemText } from '../show/States'
import { Languages } from './Languages'
import classes from './SignIn.module.css'
import { keepToken } from './token'

/** Where somebody says who they are: by a letter's link on the server's own page, or with a token. */
export function SignIn() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    keepToken(token.trim())
    try {
      queries.setQueryData(['me'], await ask(api.GET('/api/v1/me')))
    } catch (cause) {
      keepToken('')
      setProblem(problemOf(cause))
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className={classes.room}>
      <Paper withBorder radius="lg" p="xl" className={classes.card}>
        <form onSubmit={submit}>
          <Stack>
            <div>
              <div className={classes.logo} aria-hidden />
              <Title order={1} size="h2">
                {t('signIn.title')}
              </Title>
              <Text c="dimmed" mt={4}>
                {t('signIn.words')}
              </Text>
            </div>
            <Button component="a" href={`${prefix}/sign-in`} size="md">
              {t('signIn.letter')}
            </Button>
            <Divider label={t('signIn.or')} />
            <PasswordInput
              label={t('signIn.token')}
              description={t('signIn.tokenWords')}
              placeholder="tut_…"
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              autoComplete="off"
              required
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
            />
            {problem && (
              <Alert color="red" role="alert" variant="light">
                <ProblemText problem={problem} />
              </Alert>
            )}
            <Button type="submit" variant="default" loading={busy} size="md">
              {t('signIn.go')}
            </Button>
            <Languages />
          </Stack>
        </form>
      </Paper>
    </main>
  )
}
