import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { boardSearch } from '../board/filter'
import { castingSearch } from '../casting/search'
import { prefix } from '../contract/client'
import { graphSearch } from '../graph/search'
import { mapSearch } from '../map/search'
import { roomSearch } from '../review/search'
import { rosterSearch } from '../roster/search'
import { Loading } from '../show/States'
import { timelineSearch } from '../timeline/search'
import { FaultNotice } from './Fault'
import { Lost } from './Lost'
import { lazyRouteComponent } from './lazy'
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

const casting = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/casting',
  validateSearch: castingSearch,
  component: lazyRouteComponent(() => import('../casting/Casting'), 'Casting'),
})

const timeline = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/timeline',
  validateSearch: timelineSearch,
  component: lazyRouteComponent(() => import('../timeline/Timeline'), 'Timeline'),
})

const graph = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/graph',
  validateSearch: graphSearch,
  component: lazyRouteComponent(() => import('../graph/Graph'), 'Graph'),
})

const ensembleMap = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/map',
  validateSearch: mapSearch,
  component: lazyRouteComponent(() => import('../map/EnsembleMap'), 'EnsembleMap'),
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

const credits = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/credits',
  component: lazyRouteComponent(() => import('../credits/CreditsPage'), 'CreditsPage'),
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

const room = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/room',
  validateSearch: (search): { in?: string } => (typeof search.in === 'string' ? { in: search.in } : {}),
  component: lazyRouteComponent(() => import('../room/Room'), 'Room'),
})

const inRoom = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/room/people',
  component: lazyRouteComponent(() => import('../room/InRoom'), 'InRoom'),
})

const manage = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/manage',
  component: lazyRouteComponent(() => import('../manage/Manage'), 'Manage'),
})

const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  component: lazyRouteComponent(() => import('../call/Calls'), 'Calls'),
})

const offers = createRoute({
  getParentRoute: () => root,
  path: '/offers',
  component: lazyRouteComponent(() => import('../offer/Offers'), 'Offers'),
})

const launch = createRoute({
  getParentRoute: () => root,
  path: '/launch',
  component: lazyRouteComponent(() => import('../launch/Launch'), 'Launch'),
})

const members = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/members',
  component: lazyRouteComponent(() => import('../member/Members'), 'Members'),
})

const projectWebhooks = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectID/webhooks',
  component: lazyRouteComponent(() => import('../webhook/ProjectWebhooks'), 'ProjectWebhooks'),
})

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyRouteComponent(() => import('../profile/Profile'), 'Profile'),
})

const statements = createRoute({
  getParentRoute: () => root,
  path: '/statements',
  component: lazyRouteComponent(() => import('../statement/Statements'), 'Statements'),
})

const roster = createRoute({
  getParentRoute: () => root,
  path: '/roster',
  validateSearch: rosterSearch,
  component: lazyRouteComponent(() => import('../roster/Roster'), 'Roster'),
})

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$personID',
  component: lazyRouteComponent(() => import('../roster/PersonPage'), 'PersonPage'),
})

const notices = createRoute({
  getParentRoute: () => root,
  path: '/notices',
  component: lazyRouteComponent(() => import('../notice/Notices'), 'Notices'),
})

const programs = createRoute({
  getParentRoute: () => root,
  path: '/programs',
  component: lazyRouteComponent(() => import('../apidoc/Programs'), 'Programs'),
})

const operator = createRoute({
  getParentRoute: () => root,
  path: '/operator',
  component: lazyRouteComponent(() => import('../operator/Operator'), 'Operator'),
})

const queue = createRoute({
  getParentRoute: () => operator,
  path: '/',
  component: lazyRouteComponent(() => import('../operator/Queue'), 'Queue'),
})

const disputes = createRoute({
  getParentRoute: () => operator,
  path: '/disputes',
  component: lazyRouteComponent(() => import('../operator/Disputes'), 'Disputes'),
})

const people = createRoute({
  getParentRoute: () => operator,
  path: '/people',
  component: lazyRouteComponent(() => import('../operator/People'), 'People'),
})

const instanceWebhooks = createRoute({
  getParentRoute: () => operator,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../operator/InstanceWebhooks'), 'InstanceWebhooks'),
})

const mail = createRoute({
  getParentRoute: () => operator,
  path: '/mail',
  component: lazyRouteComponent(() => import('../operator/Mail'), 'Mail'),
})

const audit = createRoute({
  getParentRoute: () => operator,
  path: '/audit',
  component: lazyRouteComponent(() => import('../audit/AuditPage'), 'AuditPage'),
})

const health = createRoute({
  getParentRoute: () => operator,
  path: '/health',
  component: lazyRouteComponent(() => import('../operator/Health'), 'Health'),
})

/** Every page that there is. Each is fetched when it is first asked for. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      launch,
      calls,
      offers,
      board,
      casting,
      timeline,
      graph,
      ensembleMap,
      soFar,
      credits,
      budget,
      room,
      inRoom,
      activity,
      subGig,
      review,
      members,
      manage,
      projectWebhooks,
      profile,
      statements,
      roster,
      person,
      notices,
      programs,
      operator.addChildren([queue, disputes, people, instanceWebhooks, mail, audit, health]),
    ]),
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
