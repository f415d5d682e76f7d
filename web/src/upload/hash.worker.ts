// Reads a file from end to end beside the page, so that the page stays quick, and tells its hash.
import { SHA256 } from './sha256'

const atOnce = 4 << 20

self.onmessage = async (message: MessageEvent<Blob>) => {
  try {
    const file = message.data
    const sum = new SHA256()
    for (let at = 0; at < file.size; at += atOnce) {
      sum.add(new Uint8Array(await file.slice(at, at + atOnce).arrayBuffer()))
    }
    self.postMessage({ sha256: sum.hex() })
  } catch {
    self.postMessage({ failed: true }) // the file is gone or has changed since it was chosen
  }
}
