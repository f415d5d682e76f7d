import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { boardSearch } from '../board/filter'
import { prefix } from '../contract/client'
import { roomSearch } from '../review/search'
import { Loading } from '../show/States'
import { FaultNotice } from './Fault'
import { Lost } from './Lost'
import { Shell } from './Shell'

const root = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: Lost,
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../home/Home'), 'Home'),
})

const board = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID',
  validateSearch: boardSearch,
  component: lazyRouteComponent(() => import('../board/Board'), 'Board'),
})

const subGig = createRoute({
  getParentRoute: () => root,
  path: '/sub-gigs/$subGigID',
  component: lazyRouteComponent(() => import('../subgig/SubGigPage'), 'SubGigPage'),
})

const review = createRoute({
  getParentRoute: () => root,
  path: '/deliveries/$deliveryID',
  validateSearch: roomSearch,
  component: lazyRouteComponent(() => import('../review/ReviewPage'), 'ReviewPage'),
})

const soFar = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/so-far',
  validateSearch: (search: Record<string, unknown>): { artifact?: string } =>
    typeof search.artifact === 'string' ? { artifact: search.artifact } : {},
  component: lazyRouteComponent(() => import('../artifact/SoFar'), 'SoFar'),
})

const budget = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/budget',
  component: lazyRouteComponent(() => import('../ledger/Budget'), 'Budget'),
})

const activity = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/activity',
  component: lazyRouteComponent(() => import('../event/Activity'), 'Activity'),
})

const launch = createRoute({
  getParentRoute: () => root,
  path: '/launch',
  component: lazyRouteComponent(() => import('../launch/Launch'), 'Launch'),
})

/** Every page that there is. Each is fetched when it is first asked for. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([home, launch, board, soFar, budget, activity, subGig, review]),
    basepath: prefix || '/',
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    defaultErrorComponent: FaultNotice,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
