import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import { useFollow } from '../live/LiveProvider'
import { Icon, type IconName } from '../show/icons'
import classes from './Shell.module.css'

/** Where one can go: everywhere, and within the project that is looked at. */
export function Navigation() {
  const { t } = useTranslation()
  const projectID = useRouterState({ select: (state) => projectOf(state.matches) })
  return (
    <nav aria-label={t('nav.label')} className={classes.nav}>
      <Place to="/" icon="home" exact>
        {t('nav.home')}
      </Place>
      {projectID && <ProjectPlaces projectID={projectID} />}
    </nav>
  )
}

function projectOf(matches: { params: object }[]): string {
  for (const { params } of matches) if ('projectID' in params) return String(params.projectID)
  return ''
}

function ProjectPlaces({ projectID }: { projectID: string }) {
  const { t } = useTranslation()
  const project = useProject(projectID)
  const live = useFollow(projectID)
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
