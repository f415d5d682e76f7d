import dagre from '@dagrejs/dagre'
import type { Link } from './links'

/** How large a sub-gig is drawn, in pixels. */
export const size = { width: 190, height: 66 }

/** Where each thing stands in a drawing that runs from what comes first to what comes last, by its upper left corner. */
export function place(
  things: { id: string }[],
  links: Link[],
  way: 'ltr' | 'rtl',
): Map<string, { x: number; y: number }> {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: way === 'rtl' ? 'RL' : 'LR', nodesep: 18, ranksep: 70 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const thing of things) graph.setNode(thing.id, { ...size })
  for (const link of links) graph.setEdge(link.from, link.to)
  dagre.layout(graph)
  return new Map(
    things.map(({ id }) => {
      const node = graph.node(id)
      return [id, { x: node.x - size.width / 2, y: node.y - size.height / 2 }]
    }),
  )
}
