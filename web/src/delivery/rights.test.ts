import { expect, test } from 'vitest'
import { declarationOf, undeclared } from './rights'

const licence = { name: 'CC-BY-4.0' }

test('nothing is declared where nobody asks and nobody said anything', () => {
  expect(declarationOf(undefined, undeclared)).toBeUndefined()
  expect(declarationOf(licence, { ...undeclared, sure: true })).toEqual({ material: [], generated: undefined })
})

test('what was written is sent without the blanks around it, and what was left empty not at all', () => {
  const rain = { title: ' Rain ', by: ' ', licence: 'CC0-1.0 ', source: '' }
  expect(declarationOf(undefined, { material: [rain], generated: ' the choir ', sure: false })).toEqual({
    material: [{ title: 'Rain', by: undefined, licence: 'CC0-1.0', source: undefined }],
    generated: 'the choir',
  })
})
