// SHA-256 piece by piece (FIPS 180-4). The browser's own takes a whole message at once, which a film does not fit into, and
// is only there in secure contexts.

const first = new Uint32Array(64)
const begin = new Uint32Array(8)
{
  const isPrime = (n: number) =>
    Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, at) => at + 2).every((d) => n % d)
  const fraction = (n: number) => (n - Math.floor(n)) * 2 ** 32
  for (let n = 2, at = 0; at < 64; n++) {
    if (!isPrime(n)) continue
    if (at < 8) begin[at] = fraction(Math.sqrt(n))
    first[at++] = fraction(Math.cbrt(n))
  }
}

export class SHA256 {
  private readonly state = begin.slice()
  private readonly block = new Uint8Array(64)
  private readonly words = new Uint32Array(64)
  private filled = 0
  private length = 0

  add(data: Uint8Array): this {
    this.length += data.length
    let at = 0
    if (this.filled > 0) {
      at = Math.min(64 - this.filled, data.length)
      this.block.set(data.subarray(0, at), this.filled)
      this.filled += at
      if (this.filled < 64) return this
      this.mix(this.block, 0)
    }
    for (; at + 64 <= data.length; at += 64) this.mix(data, at)
    this.block.set(data.subarray(at))
    this.filled = data.length - at
    return this
  }

  /** Ends the message and gives its hash in hex. */
  hex(): string {
    const bits = this.length * 8
    const end = new Uint8Array(this.filled < 56 ? 64 - this.filled : 128 - this.filled)
    end[0] = 0x80
    const view = new DataView(end.buffer)
    view.setUint32(end.length - 8, Math.floor(bits / 2 ** 32))
    view.setUint32(end.length - 4, bits >>> 0)
    this.add(end)
    return Array.from(this.state, (word) => word.toString(16).padStart(8, '0')).join('')
  }

  private mix(data: Uint8Array, from: number): void {
    const w = this.words
    for (let t = 0, at = from; t < 16; t++, at += 4) {
      w[t] =
        ((data[at] as number) << 24) |
        ((data[at + 1] as number) << 16) |
        ((data[at + 2] as number) << 8) |
        (data[at + 3] as number)
    }
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15] as number
      const y = w[t - 2] as number
      const small = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)
      const large = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)
      w[t] = (w[t - 16] as number) + small + (w[t - 7] as number) + large
    }
    let [a, b, c, d, e, f, g, h] = this.state as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    for (let t = 0; t < 64; t++) {
      const one =
        (h +
          (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
          ((e & f) ^ (~e & g)) +
          (first[t] as number) +
          (w[t] as number)) |
        0
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    const next = [a, b, c, d, e, f, g, h]
    for (let at = 0; at < 8; at++) this.state[at] = (this.state[at] as number) + (next[at] as number)
  }
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}
