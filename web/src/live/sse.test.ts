import { expect, test } from 'vitest'
import { type Message, Parser } from './sse'

const stream =
  ': still here\n\n' +
  'id: 7\nevent: offer.accepted\ndata: {"seq":7}\n\n' +
  'id: 9\n\n' +
  'event: resync\r\ndata: {"last":\r\ndata: 12}\r\n\r\n' +
  'retry: 1000\n\n'

const wanted: Message[] = [
  { id: '7', event: 'offer.accepted', data: '{"seq":7}' },
  { id: '9', event: 'message', data: '' },
  { id: '9', event: 'resync', data: '{"last":\n12}' },
]

test('a stream gives the same messages however it is cut', () => {
  for (let size = 1; size <= stream.length; size++) {
    const parser = new Parser()
    const got: Message[] = []
    for (let at = 0; at < stream.length; at += size) got.push(...parser.feed(stream.slice(at, at + size)))
    expect(got, `pieces of ${size}`).toEqual(wanted)
  }
})
