/** One message of a server-sent stream. */
export type Message = { id: string; event: string; data: string }

/**
 * Cuts a text/event-stream into messages. It is fed as text arrives, whole lines or not, and keeps what is not whole yet.
 * An id without data is a message too: it moves the reader's place on.
 */
export class Parser {
  private rest = ''
  private id = ''
  private event = ''
  private data: string[] = []
  private touched = false

  feed(text: string): Message[] {
    const out: Message[] = []
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/)
    this.rest = lines.pop() ?? ''
    for (const line of lines) {
      const message = this.line(line)
      if (message) out.push(message)
    }
    return out
  }

  private line(line: string): Message | null {
    if (line === '') return this.end()
    if (line.startsWith(':')) return null
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'id') this.id = value
    else if (field === 'event') this.event = value
    else if (field === 'data') this.data.push(value)
    else return null
    this.touched = true
    return null
  }

  private end(): Message | null {
    if (!this.touched) return null
    const message = { id: this.id, event: this.event || 'message', data: this.data.join('\n') }
    this.event = ''
    this.data = []
    this.touched = false
    return message
  }
}
