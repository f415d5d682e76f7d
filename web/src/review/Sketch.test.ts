import { expect, test } from 'vitest'
import { areaOf, outline } from './Sketch'

test('what was drawn lies in its area, whatever its shape', () => {
  expect(
    areaOf([
      [0.2, 0.3, 0.6, 0.5],
      [0.1, 0.4],
    ]),
  ).toEqual({ x: 0.1, y: 0.3, width: 0.5, height: 0.2 })
  expect(areaOf([])).toBeUndefined()
  const edge = areaOf([[1, 1]])
  expect(edge && edge.x + edge.width).toBe(1)
})

test('a line becomes an outline that is closed, also a point', () => {
  expect(outline([0.1, 0.1, 0.9, 0.9], 1.5)).toMatch(/^M.*Z$/)
  expect(outline([0.5, 0.5], 1)).toMatch(/^M.*Z$/)
  expect(outline([], 1)).toBe('')
})
