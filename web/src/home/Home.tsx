import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Project } from '../contract/client'
import { is, useMe } from '../session/me'
import { Clock } from '../show/Clock'
import { Icon, type IconName } from '../show/icons'
import { PageHead } from '../show/Page'
import { State } from '../show/State'
import { Found, Notice } from '../show/States'
import { moment } from '../words/time'
import classes from './Home.module.css'
import { type Item, whoWaits } from './inbox'
import { type Inbox, useInbox } from './useInbox'

/** Only what needs the reader: who waits, by when, and what happens otherwise; then their projects. */
export function Home() {
  const { t } = useTranslation()
  const me = useMe()
  const inbox = useInbox()
  return (
    <div className={classes.page}>
      <PageHead title={t('home.title', { name: me.name.split(' ')[0] })} />
      <Found query={inbox}>{(found) => <Filled inbox={found} />}</Found>
    </div>
  )
}

function Filled({ inbox }: { inbox: Inbox }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <section aria-labelledby="needs">
        <Title order={2} id="needs" mb="sm">
          {t('home.needs', { count: inbox.items.length })}
        </Title>
        {inbox.items.length === 0 ? (
          <div className={classes.calm}>
            <Notice icon="check" title={t('home.calm')} words={t('home.calmWords')} />
          </div>
        ) : (
          <ul className={classes.items}>
            {inbox.items.map((item) => (
              <li key={item.key}>
                <Row item={item} />
              </li>
            ))}
          </ul>
        )}
        {inbox.more && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('home.more')}
          </Text>
        )}
      </section>
      <Projects projects={inbox.projects} />
    </Stack>
  )
}

const icons: Record<Item['what'], IconName> = {
  answer_proposal: 'question',
  answer_offer: 'note',
  deliver: 'upload',
  review: 'sound',
  rule: 'warning',
  choose: 'person',
  cast: 'person',
  answer_requirement: 'file',
  resolve_stale: 'warning',
  launch: 'launch',
  final: 'check',
}

function Row({ item }: { item: Item }) {
  const { t } = useTranslation()
  const inner = (
    <>
      <span className={classes.icon}>
        <Icon name={icons[item.what]} size={20} />
      </span>
      <span className={classes.text}>
        <span className={classes.what}>{t(`home.do.${item.what}`, { title: item.title })}</span>
        <span className={classes.words}>
          {item.gig ? `${item.project.title} · ` : ''}
          {t(`home.waits.${whoWaits(item)}`)} {t(`home.otherwise.${item.what}`)}
        </span>
      </span>
      <span className={classes.when}>
        <Clock due={item.due} stopped={item.stopped} overdue={item.overdue} />
      </span>
      <span className={classes.go}>
        <Icon name="next" />
      </span>
    </>
  )
  if (!item.gig) {
    return (
      <Link
        to={item.what === 'final' ? '/projects/$projectID/so-far' : '/projects/$projectID'}
        params={{ projectID: item.project.id }}
        className={classes.item}
      >
        {inner}
      </Link>
    )
  }
  return (
    <Link to="/sub-gigs/$subGigID" params={{ subGigID: item.gig.id }} className={classes.item}>
      {inner}
    </Link>
  )
}

function Projects({ projects }: { projects: Project[] }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="projects">
      <Title order={2} id="projects" mb="sm">
        {t('home.projects')}
      </Title>
      {projects.length === 0 ? (
        <NoProjects />
      ) : (
        <ul className={classes.projects}>
          {projects.map((project) => (
            <li key={project.id}>
              <ProjectCard project={project} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What a newcomer can do until somebody asks them in. */
function NoProjects() {
  const { t } = useTranslation()
  const me = useMe()
  const launches = is(me, 'buyer') || is(me, 'operator')
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('home.noProjects')}
      </Text>
      <Group gap="sm">
        {launches && <Button renderRoot={(props) => <Link to="/launch" {...props} />}>{t('nav.launch')}</Button>}
        {is(me, 'seller') && (
          <>
            <Button variant="default" renderRoot={(props) => <Link to="/profile" {...props} />}>
              {t('home.fill')}
            </Button>
            <Button variant="default" renderRoot={(props) => <Link to="/calls" {...props} />}>
              {t('nav.calls')}
            </Button>
          </>
        )}
      </Group>
    </>
  )
}

function ProjectCard({ project }: { project: Project }) {
  const { t } = useTranslation()
  const { sub_gigs: count, approved } = project
  return (
    <Link to="/projects/$projectID" params={{ projectID: project.id }} className={classes.project}>
      <span className={classes.projectTop}>
        <span className={classes.projectTitle}>{project.title}</span>
        <State state={project.state} />
      </span>
      <Text size="sm" c="dimmed" component="span">
        {project.mine.map((role) => t(`role.${role as 'buyer'}`)).join(' · ')}
        {project.due_at ? ` · ${t('board.due', { at: moment(project.due_at) })}` : ''}
      </Text>
      {count !== undefined && approved !== undefined && (
        <span className={classes.progress}>
          <Progress value={count ? (approved / count) * 100 : 0} color="teal" aria-label={t('board.progress')} />
          <Text size="xs" c="dimmed" component="span">
            {t('board.approved', { approved, all: count })}
          </Text>
        </span>
      )}
    </Link>
  )
}
