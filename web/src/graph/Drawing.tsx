import '@xyflow/react/dist/base.css'
import { useComputedColorScheme, useDirection } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react'
import { type FocusEvent, type KeyboardEvent, memo, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonName, SubGig } from '../contract/client'
import classes from './Graph.module.css'
import { chainLinks, type Link as GigLink } from './links'
import { place, size } from './place'

/** What is drawn of a sub-gig, or of one that is only planned. */
export type Drawn = { id: string; title: string; state?: SubGig['state']; foot?: string; seller?: PersonName }

type GigNode = Node<{ gig: Drawn; critical: boolean; pick?: (id: string) => void }, 'gig'>

type Props = {
  gigs: Drawn[]
  links: GigLink[]
  critical: string[]
  label: string
  pick?: (id: string) => void // what a press does; it opens the sub-gig's page when left out
}

const fit = { padding: 0.1, maxZoom: 1, minZoom: 0.35 }

/** Sub-gigs and arrows between them. Tab goes through them in order, arrow keys along the arrows; Enter opens one. */
export function Drawing({ gigs, links, critical, label, pick }: Props) {
  const { t } = useTranslation()
  const scheme = useComputedColorScheme('light')
  const { dir } = useDirection()
  const { ref, width } = useElementSize()
  const flow = useRef<ReactFlowInstance<GigNode, Edge>>(null)
  const places = useMemo(() => place(gigs, links, dir), [gigs, links, dir])
  const nodes = useMemo(() => nodesOf(gigs, places, critical, dir, pick), [gigs, places, critical, dir, pick])
  const edges = useMemo(() => {
    const titles = new Map(gigs.map((gig) => [gig.id, gig.title]))
    return edgesOf(links, critical, ({ from, to }) => t('graph.arrow', { from: titles.get(from), to: titles.get(to) }))
  }, [gigs, links, critical, t])
  // A phone that is turned, or a window that is made smaller, still shows all of it.
  useEffect(() => {
    if (!width) return
    const soon = setTimeout(() => void flow.current?.fitView(fit), 50) // the drawing measures itself as well
    return () => clearTimeout(soon)
  }, [width])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a shorter way between links that Tab reaches too
    <div
      ref={ref}
      className={classes.drawing}
      onKeyDown={(event) => walk(event, links, places, dir)}
      onFocus={(event) => reveal(event, flow.current, places)}
    >
      <ReactFlow<GigNode, Edge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onInit={(made) => {
          flow.current = made
        }}
        colorMode={scheme}
        fitView
        fitViewOptions={fit}
        minZoom={0.1}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        preventScrolling={false}
        zoomOnScroll={false}
        aria-label={label}
        ariaLabelConfig={{
          'controls.ariaLabel': t('graph.controls'),
          'controls.zoomIn.ariaLabel': t('graph.zoomIn'),
          'controls.zoomOut.ariaLabel': t('graph.zoomOut'),
          'controls.fitView.ariaLabel': t('graph.fit'),
          // Nothing can be selected or taken away by keys here; the links in the nodes speak.
          'node.a11yDescription.default': '',
          'edge.a11yDescription.default': '',
        }}
      >
        <Background gap={24} color="var(--tutti-line)" />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  )
}

function nodesOf(
  gigs: Drawn[],
  places: Map<string, { x: number; y: number }>,
  critical: string[],
  dir: 'ltr' | 'rtl',
  pick?: (id: string) => void,
): GigNode[] {
  const chain = new Set(critical)
  return gigs.map((gig) => ({
    id: gig.id,
    type: 'gig',
    position: places.get(gig.id) ?? { x: 0, y: 0 },
    data: { gig, critical: chain.has(gig.id), pick },
    sourcePosition: dir === 'rtl' ? Position.Left : Position.Right,
    targetPosition: dir === 'rtl' ? Position.Right : Position.Left,
    ...size,
  }))
}

function edgesOf(links: GigLink[], critical: string[], words: (link: GigLink) => string): Edge[] {
  const chain = chainLinks(critical)
  return links.map((link) => {
    const { from, to } = link
    const decides = chain.has(`${from} ${to}`)
    const color = decides ? 'var(--graph-critical)' : 'var(--graph-line)'
    return {
      id: `${from} ${to}`,
      source: from,
      target: to,
      ariaLabel: words(link),
      style: { stroke: color, strokeWidth: decides ? 3 : 1.5 },
      markerEnd: { type: MarkerType.ArrowClosed, color },
    }
  })
}

const GigBox = memo(function GigBox({ data, sourcePosition, targetPosition }: NodeProps<GigNode>) {
  const { t } = useTranslation()
  const { gig, critical, pick } = data
  const box = {
    className: classes.box,
    'data-state': gig.state ?? 'waiting',
    'data-critical': critical,
    'data-gig': gig.id,
  }
  const foot = [gig.state && t(`state.${gig.state}`), gig.seller?.name, gig.foot].filter(Boolean).join(' · ')
  const words = (
    <>
      <span className={classes.boxTitle} dir="auto">
        {gig.title}
      </span>
      <span className={classes.boxFoot}>
        {foot}
        {critical && <span className="unseen"> {t('board.critical')}</span>}
      </span>
    </>
  )
  return (
    <>
      <Handle
        type="target"
        position={targetPosition ?? Position.Left}
        className={classes.handle}
        isConnectable={false}
      />
      {pick ? (
        <button type="button" {...box} onClick={() => pick(gig.id)}>
          {words}
        </button>
      ) : (
        <Link to="/sub-gigs/$subGigID" params={{ subGigID: gig.id }} draggable={false} {...box}>
          {words}
        </Link>
      )}
      <Handle
        type="source"
        position={sourcePosition ?? Position.Right}
        className={classes.handle}
        isConnectable={false}
      />
    </>
  )
})

const nodeTypes = { gig: GigBox }

function gigOf(target: EventTarget): string {
  return (target as HTMLElement).closest<HTMLElement>('[data-gig]')?.dataset.gig ?? ''
}

/** Moves the focus: along the arrows to what comes after or before, and up and down among those of the same rank. */
function walk(
  event: KeyboardEvent<HTMLElement>,
  links: GigLink[],
  places: Map<string, { x: number; y: number }>,
  dir: 'ltr' | 'rtl',
): void {
  const here = gigOf(event.target)
  const next = here && step(here, event.key, links, places, dir)
  if (!next) return
  event.preventDefault()
  event.currentTarget.querySelector<HTMLElement>(`[data-gig="${CSS.escape(next)}"]`)?.focus()
}

function step(
  here: string,
  key: string,
  links: GigLink[],
  places: Map<string, { x: number; y: number }>,
  dir: 'ltr' | 'rtl',
): string | undefined {
  const [on, back] = dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  if (key === on) return links.find((link) => link.from === here)?.to
  if (key === back) return links.find((link) => link.to === here)?.from
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const at = places.get(here)
  if (!at) return undefined
  const rank = [...places].filter(([, one]) => Math.abs(one.x - at.x) < size.width / 2).sort((a, b) => a[1].y - b[1].y)
  const row = rank.findIndex(([id]) => id === here)
  return rank[row + (key === 'ArrowDown' ? 1 : -1)]?.[0]
}

/** Brings what has the focus into the middle, when it came there by a key. */
function reveal(
  event: FocusEvent<HTMLElement>,
  flow: ReactFlowInstance<GigNode, Edge> | null,
  places: Map<string, { x: number; y: number }>,
): void {
  const at = places.get(gigOf(event.target))
  if (!at || !flow || !event.target.matches(':focus-visible')) return
  void flow.setCenter(at.x + size.width / 2, at.y + size.height / 2, {
    zoom: Math.max(0.7, flow.getZoom()),
    duration: 0,
  })
}
