// Writes ../src/contract/schema.ts out of ../../api/openapi.json. It is a package of its own because the generator needs
// the compiler API of an older TypeScript than the one that checks the pages.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const folder = new URL('.', import.meta.url)
const document = JSON.parse(await readFile(new URL('../../api/openapi.json', folder), 'utf8'))

// A plan travels as YAML or JSON text; its schema is a document of its own.
for (const path of Object.values(document.paths)) {
  for (const operation of Object.values(path)) {
    for (const media of Object.values(operation.requestBody?.content ?? {})) {
      if (media.schema?.$ref === '/plan.schema.json') media.schema = { type: 'string' }
    }
  }
}

const ast = await openapiTS(document, { rootTypes: true, rootTypesNoSchemaPrefix: true, alphabetize: false })
const head = '// Generated from api/openapi.json by `make contract`. Do not edit.\n\n'
await writeFile(new URL('../src/contract/schema.ts', folder), head + astToString(ast))
