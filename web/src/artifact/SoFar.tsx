import { Group, Stack, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProject } from '../board/project'
import type { Artifact, Link as FileLink, Project, Spot } from '../contract/client'
import { CreditsCard } from '../credits/CreditsCard'
import { useMediaDeck } from '../review/deck'
import type { Mark } from '../review/Player'
import { useKeys } from '../review/useKeys'
import { FileLine } from '../show/FileLine'
import { Card, PageHead } from '../show/Page'
import { Found, Notice } from '../show/States'
import { moment } from '../words/time'
import classes from './Artifact.module.css'
import { useArtifact, useArtifacts, useComments, usePlaces } from './artifact'
import { Comments } from './Comments'
import { Exports } from './Exports'
import { Final, FinalFailed } from './Final'
import { Missing } from './Missing'
import { type Chosen, chosenOf, Place, spotOf } from './Place'
import { Remarks } from './Remarks'
import { Seen } from './Seen'
import { kindsOf, rowName } from './spot'
import { Who } from './Who'
import { newest } from './where'

const route = getRouteApi('/projects/$projectID/so-far')

/** The result as far as it exists: heard or seen, with who is where in it, what is missing, and what people say. */
export function SoFar() {
  const { projectID } = route.useParams()
  const project = useProject(projectID)
  return <Found query={project}>{(found) => <OfProject project={found} />}</Found>
}

function OfProject({ project }: { project: Project }) {
  const { t } = useTranslation()
  const artifacts = useArtifacts(project.id)
  const { artifact: asked } = route.useSearch()
  return (
    <div className={classes.page}>
      <PageHead title={t('soFar.title')} />
      <FinalFailed project={project} />
      <Found query={artifacts}>
        {(list) => {
          const shown = list.find((one) => one.id === asked) ?? newest(list)
          if (!shown) return <Notice icon="sound" title={t('soFar.none')} words={t('soFar.noneWords')} />
          return <Shown key={shown.id} project={project} id={shown.id} history={list} />
        }}
      </Found>
    </div>
  )
}

function Shown({ project, id, history }: { project: Project; id: string; history: Artifact[] }) {
  const artifact = useArtifact(id)
  return <Found query={artifact}>{(found) => <Whole project={project} artifact={found} history={history} />}</Found>
}

function Whole({ project, artifact, history }: { project: Project; artifact: Artifact; history: Artifact[] }) {
  const { t } = useTranslation()
  const media = useRef<HTMLMediaElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [at, setAt] = useState(0)
  const comments = useComments(artifact.id)
  const places = usePlaces(project.id, artifact.id)
  const marks = useMemo<Mark[]>(
    () => (comments.data ?? []).flatMap((one) => (one.spot.seconds === undefined ? [] : [{ from: one.spot.seconds }])),
    [comments.data],
  )
  const deck = useMediaDeck(media)
  useKeys(deck, { c: () => field.current?.focus() })
  const main = playable(artifact.files)
  const inside = places.data?.items ?? []
  const kinds = kindsOf(main?.type ?? '', inside)
  const row = rowName(artifact.manifest?.recipe.kind, main?.type ?? '')
  const grid = inside.some((one) => one.in && one.cell)
  const [chosen, setChosen] = useState<Partial<Chosen>>({})
  const place: Chosen = { kind: kinds[0] ?? 'time', page: 1, row: 1, path: '', point: {}, ...chosen }
  const choose = (next: Partial<Chosen>) => setChosen((before) => ({ ...before, ...next }))
  const go = (spot: Spot) => {
    if (spot.seconds !== undefined) deck.seek(spot.seconds)
    choose(chosenOf(spot, kinds))
  }
  return (
    <div className={classes.columns}>
      <Stack gap="md" miw={0}>
        <Final project={project} artifact={artifact} />
        <Card
          title={t(`soFar.${artifact.kind}`)}
          aside={
            <Text c="dimmed" size="sm">
              {t('soFar.built', { at: moment(artifact.created_at) })}
            </Text>
          }
        >
          {main ? (
            <Seen
              link={main}
              media={media}
              marks={marks}
              onTime={setAt}
              place={place}
              choose={choose}
              row={row}
              grid={grid}
            />
          ) : (
            <Text c="dimmed">{t('soFar.noFile')}</Text>
          )}
          <Place kinds={kinds} place={place} choose={choose} places={inside} row={row} grid={grid} />
        </Card>
        <Found query={places}>
          {({ items }) => <Who places={items} at={kinds.length === 0 ? {} : spotOf(place, at)} row={row} go={go} />}
        </Found>
        <Comments
          project={project}
          artifact={artifact}
          places={inside}
          row={row}
          kind={kinds.length === 0 ? undefined : place.kind}
          field={field}
          go={go}
          now={() => spotOf(place, Math.round(deck.now() * 10) / 10)}
          hold={deck.hold}
        />
      </Stack>
      <Stack gap="md" miw={0}>
        <Missing artifact={artifact} />
        <Remarks artifact={artifact} />
        <Card title={t('soFar.files')}>
          {artifact.files.map((file) => (
            <FileLine key={file.url} name={file.name} size={file.size_bytes} type="" url={file.url} />
          ))}
        </Card>
        <Exports project={project} />
        <CreditsCard project={project} />
        <Card title={t('soFar.history')}>
          <ul className={classes.plain}>
            {history.map((one) => (
              <li key={one.id}>
                <Group gap="xs" justify="space-between">
                  <Link
                    to="."
                    search={{ artifact: one.id }}
                    className={classes.build}
                    aria-current={one.id === artifact.id ? 'page' : undefined}
                  >
                    {t(`soFar.${one.kind}`)}
                    {one.missing > 0 ? ` · ${t('soFar.lacks', { count: one.missing })}` : ''}
                  </Link>
                  <Text size="sm" c="dimmed">
                    {moment(one.created_at)}
                  </Text>
                </Group>
              </li>
            ))}
          </ul>
        </Card>
      </Stack>
    </div>
  )
}

/** The file that stands for the result: what a browser plays or shows at once, the small one before the large one. */
function playable(files: FileLink[]): FileLink | undefined {
  const families = [
    ...['video/', 'audio/mpeg', 'audio/', 'image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
    ...['text/', 'application/x-subrip', 'application/jsonl'],
  ]
  for (const family of families) {
    const found = files.find((file) => file.type.startsWith(family) && !file.name.includes('/'))
    if (found) return found
  }
  return files[0]
}
