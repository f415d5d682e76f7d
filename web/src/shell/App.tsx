import { Box, DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Suspense } from 'react'
import { prefix, problemOf } from '../contract/client'
import { secretIn } from '../credits/credits'
import { Gate } from '../session/Gate'
import { keepToken } from '../session/token'
import { lazyPart } from '../show/later'
import { Offline } from '../show/Offline'
import { Loading } from '../show/States'
import { Fault } from './Fault'
import { Messages } from './Messages'
import { makeRouter } from './routes'
import { Sides } from './Sides'
import { theme, variables } from './theme'

const retries = 2

// Whoever is refused as unknown signs in again; what they have seen stays until then.
const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (problemOf(error).code !== 'unauthenticated' || query.queryKey[0] === 'me') return
      keepToken('')
      void queries.resetQueries({ queryKey: ['me'] })
    },
  }),
  defaultOptions: {
    queries: {
      networkMode: 'always', // no answer is a problem that is shown, not a wait for ever
      refetchOnReconnect: true, // which that mode would leave out
      staleTime: 5_000,
      retry: (count, error) => count < retries && problemOf(error).passes,
      retryDelay: (count) => 400 * 2 ** count,
    },
    mutations: { networkMode: 'always' },
  },
})

const router = makeRouter()

// What is public has a page of its own: it asks nobody who they are.
const secret = secretIn(window.location.pathname, prefix)
const PublicCredits = lazyPart(() => import('../credits/PublicCredits').then((module) => module.PublicCredits))

/** Stands for a page without a frame until its file has come. */
function Coming() {
  return (
    <Box component="main" maw="42rem" mx="auto" p="xl">
      <Loading />
    </Box>
  )
}

export function App() {
  return (
    <DirectionProvider initialDirection={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <Sides />
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <Fault>
          <QueryClientProvider client={queries}>
            <Messages />
            {secret ? (
              <Suspense fallback={<Coming />}>
                <Offline />
                <PublicCredits secret={secret} />
              </Suspense>
            ) : (
              <Gate>
                <RouterProvider router={router} />
              </Gate>
            )}
          </QueryClientProvider>
        </Fault>
      </MantineProvider>
    </DirectionProvider>
  )
}
