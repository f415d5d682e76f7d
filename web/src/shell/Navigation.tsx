import { useNetwork } from '@mantine/hooks'
import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { casts, seesWhole, useProject } from '../board/project'
import { useDelivery } from '../delivery/delivery'
import { useFollow } from '../live/LiveProvider'
import { runs } from '../manage/runs'
import { is, useMe } from '../session/me'
import { Icon, type IconName } from '../show/icons'
import { useSubGig } from '../subgig/subgig'
import classes from './Shell.module.css'

/** Where one can go: everywhere, and within the project that is looked at. */
export function Navigation() {
  const { t } = useTranslation()
  const me = useMe()
  const projectID = useHere()
  return (
    <nav aria-label={t('nav.label')} className={classes.nav}>
      <Place to="/" icon="home" exact>
        {t('nav.home')}
      </Place>
      {(is(me, 'buyer') || is(me, 'operator')) && (
        <Place to="/launch" icon="launch">
          {t('nav.launch')}
        </Place>
      )}
      {(['buyer', 'producer', 'operator', 'auditor'] as const).some((role) => is(me, role)) && (
        <Place to="/roster" icon="people">
          {t('nav.roster')}
        </Place>
      )}
      {is(me, 'seller') && (
        <>
          <Place to="/offers" icon="note">
            {t('nav.offers')}
          </Place>
          <Place to="/calls" icon="casting">
            {t('nav.calls')}
          </Place>
        </>
      )}
      <Place to="/statements" icon="money">
        {t('nav.statements')}
      </Place>
      {(is(me, 'operator') || is(me, 'auditor')) && (
        <Place to="/operator" icon="tools">
          {t('nav.operator')}
        </Place>
      )}
      {projectID && <ProjectPlaces projectID={projectID} />}
    </nav>
  )
}

/** The project that the page is about, directly or by one of its sub-gigs or deliveries; '' when there is none. */
function useHere(): string {
  const params = useRouterState({
    select: (state) => state.matches.at(-1)?.params as Record<string, string> | undefined,
  })
  const gig = useSubGig(params?.subGigID ?? '')
  const delivery = useDelivery(params?.deliveryID ?? '')
  return params?.projectID ?? gig.data?.project_id ?? delivery.data?.project_id ?? ''
}

function ProjectPlaces({ projectID }: { projectID: string }) {
  const { t } = useTranslation()
  const project = useProject(projectID)
  const { online } = useNetwork()
  const live = useFollow(projectID) && online // a stream may not have noticed yet
  if (!project.data) return null
  return (
    <>
      <div className={classes.inside}>
        <span className={classes.insideTitle}>{project.data.title}</span>
        <span className={classes.live} data-live={live} role="status">
          {t(live ? 'live.on' : 'live.off')}
        </span>
      </div>
      <Place to="/projects/$projectID" params={{ projectID }} icon="board" exact>
        {t('nav.board')}
      </Place>
      {seesWhole(project.data) && (
        <>
          {casts(project.data) && (
            <Place to="/projects/$projectID/casting" params={{ projectID }} icon="casting">
              {t('nav.casting')}
            </Place>
          )}
          <Place to="/projects/$projectID/timeline" params={{ projectID }} icon="timeline">
            {t('nav.timeline')}
          </Place>
          <Place to="/projects/$projectID/graph" params={{ projectID }} icon="graph">
            {t('nav.graph')}
          </Place>
          <Place to="/projects/$projectID/map" params={{ projectID }} icon="map">
            {t('nav.map')}
          </Place>
          <Place to="/projects/$projectID/so-far" params={{ projectID }} icon="sound">
            {t('nav.soFar')}
          </Place>
          {project.data.budget_minor !== undefined && (
            <Place to="/projects/$projectID/budget" params={{ projectID }} icon="money">
              {t('nav.budget')}
            </Place>
          )}
        </>
      )}
      <Place to="/projects/$projectID/credits" params={{ projectID }} icon="person">
        {t('nav.credits')}
      </Place>
      <Place to="/projects/$projectID/room" params={{ projectID }} icon="note">
        {t('nav.room')}
      </Place>
      <Place to="/projects/$projectID/activity" params={{ projectID }} icon="activity">
        {t('nav.activity')}
      </Place>
      <Place to="/projects/$projectID/members" params={{ projectID }} icon="people">
        {t('nav.members')}
      </Place>
      {runs(project.data) && (
        <Place to="/projects/$projectID/manage" params={{ projectID }} icon="tools">
          {t('nav.manage')}
        </Place>
      )}
      {runs(project.data) && (
        <Place to="/projects/$projectID/webhooks" params={{ projectID }} icon="code">
          {t('nav.webhooks')}
        </Place>
      )}
    </>
  )
}

function Place(props: {
  to: string
  params?: { projectID: string }
  icon: IconName
  exact?: boolean
  children: string
}) {
  return (
    <Link
      to={props.to}
      params={props.params}
      className={classes.place}
      activeOptions={{ exact: props.exact, includeSearch: false }}
    >
      <Icon name={props.icon} />
      {props.children}
    </Link>
  )
}
