import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { address, begin, byTag, type Document, holds, type Operation, shape } from './openapi'

const document = JSON.parse(readFileSync('../api/openapi.json', 'utf8')) as Document
const all = [...byTag(document).values()].flat()

function operation(id: string): Operation {
  const found = all.find((one) => one.operationId === id)
  if (!found) throw new Error(`there is no ${id}`)
  return found
}

test('every operation of the API is there once', () => {
  const count = Object.values(document.paths).reduce((sum, item) => sum + Object.keys(item).length, 0)
  expect(all.length).toBe(count)
  expect(new Set(all.map((one) => one.operationId)).size).toBe(count)
})

test('the form of every body and answer can be written, also of what holds itself', () => {
  for (const one of all) {
    for (const media of Object.values(one.requestBody?.content ?? {})) {
      expect(shape(media.schema, document), one.operationId).not.toBe('')
      expect(() => JSON.stringify(begin(media.schema, document))).not.toThrow()
    }
    for (const answer of Object.values(one.responses))
      for (const media of Object.values(answer.content ?? {})) shape(media.schema, document)
  }
  expect(shape({ $ref: '#/components/schemas/PaidRequest' }, document)).toContain('reference: string')
  expect(begin({ $ref: '#/components/schemas/PaidRequest' }, document)).toEqual({ reference: '' })
})

test('an address has what was filled in, and nothing that was not', () => {
  const one = operation('list-webhook-attempts')
  expect(address(one, { id: 'whk a/b', limit: '5', cursor: '' })).toBe('/api/v1/webhooks/whk%20a%2Fb/attempts?limit=5')
  expect(address(operation('get-me'), {})).toBe('/api/v1/me')
})

test('words find operations', () => {
  expect(all.filter((one) => holds(one, 'rotate webhook')).map((one) => one.operationId)).toEqual(['rotate-webhook'])
})
