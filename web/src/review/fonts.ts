// The fonts that every reader of PDFs is to have, whose licences are in public/: a document may use them and bring none.
const fonts = import.meta.glob<string>('../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
  query: '?url',
  import: 'default',
  eager: true,
})

const addresses = new Map(
  Object.entries(fonts).map(([path, address]) => [path.slice(path.lastIndexOf('/') + 1), address]),
)

/** Gives the reader of PDFs a font by its name. It asks for nothing else: tables and programs are not fetched. */
export class Fonts {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = addresses.get(filename)
    if (!address) throw new Error(`${filename} is not at hand`)
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${filename}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}
