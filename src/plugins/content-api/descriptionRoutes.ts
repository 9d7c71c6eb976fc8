import type { FastifyInstance } from 'fastify'
import { queryOf } from './answering.ts'
import { addDocs } from './docsPage.ts'
import { refuseUnknown } from './formats/format.ts'
import { jsonSchemas } from './jsonSchemas.ts'
import { openApi } from './openApi.ts'
import { JSON_TYPE, sayMissing } from './plainHeaders.ts'
import type { Serving } from './serving.ts'

/** The content API about itself: OpenAPI, JSON Schemas, and a page to read and try it. */
export function addDescriptions(door: FastifyInstance, { answer, rendering, headers }: Serving): void {
  const { contract, address } = rendering

  door.get('/content/openapi.json', async (request, reply) => {
    refuseUnknown(new URLSearchParams(queryOf(request)), ['min-cursor'])
    return answer(request, reply, async () => ({
      status: 200,
      type: JSON_TYPE,
      body: JSON.stringify(openApi(contract, address)),
    }))
  })
  // Each schema alone, with those that it names beside it.
  door.get<{ Params: { name: string } }>('/content/schemas/:name', async (request, reply) => {
    const name = request.params.name.replace(/\.json$/, '')
    const schemas = jsonSchemas(contract, (other) => `#/$defs/${other}`)
    if (!Object.hasOwn(schemas, name)) return sayMissing(reply, headers)
    refuseUnknown(new URLSearchParams(queryOf(request)), ['min-cursor'])
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `${address}/content/schemas/${name}.json`,
      $ref: `#/$defs/${name}`,
      $defs: schemas,
    }
    return answer(request, reply, async () => ({
      status: 200,
      type: 'application/schema+json',
      body: JSON.stringify(schema),
    }))
  })
  addDocs(door)
}
