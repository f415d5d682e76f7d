import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { SHA256 } from './sha256'

test('it is what others compute, however the message is cut', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 127, 128, 1000, 100_003]) {
    const message = Uint8Array.from({ length }, (_, at) => (at * 131 + length) % 251)
    const want = createHash('sha256').update(message).digest('hex')
    for (const cut of [1, 13, 64, 4096]) {
      if (cut === 1 && length > 1000) continue
      const sum = new SHA256()
      for (let at = 0; at < length; at += cut) sum.add(message.subarray(at, at + cut))
      expect(sum.hex(), `${length} bytes in pieces of ${cut}`).toBe(want)
    }
  }
})
