// The few parts of an OpenAPI 3.1 document that are shown.
import { grouped } from '../show/grouped'

export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  description?: string
  format?: string
  oneOf?: Schema[]
}

export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema }

type Media = Record<string, { schema?: Schema }>

export type Operation = {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Media }
  responses: Record<string, { description?: string; content?: Media }>
  method: string
  path: string
}

export type Document = {
  info: { title: string; version: string; description?: string }
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>
  components: { schemas: Record<string, Schema> }
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Every operation by what it is about, in the order of the document. */
export function byTag(document: Document): Map<string, Operation[]> {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [{ ...item[method], method, path }] : [])),
  )
  return grouped(all, (one) => one.tags?.[0] ?? '')
}

/** Whether an operation holds every word. */
export function holds(one: Operation, words: string): boolean {
  const text = `${one.method} ${one.path} ${one.operationId} ${one.summary ?? ''}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const deepest = 5

/** Writes the form of a schema as people read it: names, types and what they mean. A name with ? may be absent. */
export function shape(schema: Schema | undefined, document: Document, depth = 0, within: string[] = []): string {
  if (!schema) return ''
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const named = document.components.schemas[name]
    if (!named || within.includes(name) || depth > deepest) return name
    return shape(named, document, depth, [...within, name])
  }
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.items) return `[ ${shape(schema.items, document, depth, within)} ]`
  if (schema.properties) return object(schema, document, depth, within)
  if (typeof schema.additionalProperties === 'object') {
    return `{ …: ${shape(schema.additionalProperties, document, depth, within)} }`
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any')
  return schema.format ? `${type} (${schema.format})` : type
}

function object(schema: Schema, document: Document, depth: number, within: string[]): string {
  const pad = '  '.repeat(depth + 1)
  const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const mark = schema.required?.includes(name) ? '' : '?'
    const said = property.description ? `  // ${property.description}` : ''
    return `${pad}${name}${mark}: ${shape(property, document, depth + 1, within)}${said}`
  })
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

/** A body to begin with: what is required, with something of the right type in it. */
export function begin(schema: Schema | undefined, document: Document, depth = 0): unknown {
  if (!schema || depth > deepest) return null
  if (schema.$ref) return begin(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''], document, depth)
  if (schema.enum) return schema.enum[0]
  if (schema.items) return []
  if (schema.properties) {
    const names = schema.required ?? []
    return Object.fromEntries(names.map((name) => [name, begin(schema.properties?.[name], document, depth + 1)]))
  }
  return { string: '', integer: 0, number: 0, boolean: false }[String(schema.type)] ?? {}
}

/** The address of a call: the path with what was filled in, and the query with what was said. */
export function address(one: Operation, values: Record<string, string>): string {
  const path = one.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const query = new URLSearchParams()
  for (const parameter of one.parameters ?? []) {
    const value = values[parameter.name]
    if (parameter.in === 'query' && value) query.set(parameter.name, value)
  }
  return query.size ? `${path}?${query}` : path
}
