import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readContract } from '../../src/plugins/content-api/contract.ts'
import { openApi } from '../../src/plugins/content-api/openApi.ts'
import type { Answer, BackOffice } from './backOffice.ts'

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> }

/**
 * Reads the content API as a public site does, and holds every answer against its description: what is not
 * described, or is described otherwise, fails the test that read it.
 */
export function contentReader(office: BackOffice) {
  const api = openApi(readContract(), 'http://localhost:3999') as {
    paths: Record<string, { get: Operation }>
    components: { schemas: Record<string, object> }
  }
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema(api, 'api')
  const validators = new Map<string, ValidateFunction>()
  let validated = 0

  const check = (path: string, { status, body, headers }: Answer): void => {
    const [address = ''] = path.split('?')
    const template = Object.keys(api.paths)
      .filter((one) => new RegExp(`^${one.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address))
      // The one with fewer blanks says more.
      .sort((a, b) => a.split('{').length - b.split('{').length)[0]
    if (!template || status === 304) return
    const described = api.paths[template]?.get.responses[status]
    if (!described) throw new Error(`${status} at ${template} is not described.`)
    const [type = ''] = (headers.get('content-type') ?? '').split(';')
    const content = described.content?.[type]
    if (!content) {
      if (described.content) throw new Error(`${type} at ${template} is not described.`)
      return
    }
    const key = `${template} ${status} ${type}`
    const pointer = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1')
    const validate =
      validators.get(key) ??
      ajv.compile({
        $ref: `api#/paths/${encodeURIComponent(pointer(template))}/get/responses/${status}/content/${encodeURIComponent(pointer(type))}/schema`,
      })
    validators.set(key, validate)
    if (!validate(body)) throw new Error(`${path} does not answer as described: ${ajv.errorsText(validate.errors)}`)
    validated += 1
  }

  return {
    get: async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
      const answer = await office.anonymous.call('GET', `/content${path}`, undefined, headers)
      check(`/content${path}`, answer)
      return answer
    },
    /** How many answers were held against the description. */
    validated: () => validated,
  }
}
