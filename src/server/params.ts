import { LimitError, RefractError } from '../errors.ts'
import { nestingLimit, nestsDeeper } from './brackets.ts'

/** What a GraphQL request carries. */
export interface Params {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

const EXAMPLE = '{"query": "{ __typename }"}'
const NAMES = new Set(['query', 'operationName', 'variables', 'extensions'])

/** The parameters of a POST body. Of a key that comes twice, the last counts (as in `JSON.parse`). */
export function paramsFromBody(text: string): Params {
  return checkParams(parseJson(text, 'The body is not JSON'))
}

/** The parameters of a GET address. */
export function paramsFromSearch(search: string): Params {
  const given = new URLSearchParams(search)
  const json = (name: string) => {
    const text = given.get(name)
    return text === null || text === '' ? null : parseJson(text, `"${name}" is not JSON`)
  }
  return checkParams({
    query: given.get('query'),
    operationName: given.get('operationName') || null,
    variables: json('variables'),
    extensions: json('extensions'),
  })
}

/** @throws RefractError BAD_REQUEST in words of its own: nothing of the body is repeated */
function checkParams(body: unknown): Params {
  if (Array.isArray(body)) throw bad('Send one operation, not a list: batching is off')
  if (!isObject(body)) throw bad('The body must be a JSON object with a "query"')
  if (Object.keys(body).some((name) => !NAMES.has(name) && body[name] !== null)) {
    throw bad('The body may only hold "query", "operationName", "variables" and "extensions"')
  }
  const { query, operationName = null, variables = null, extensions = null } = body
  if (typeof query !== 'string' || query === '')
    throw bad(`"query" must be the text of a document, e.g. ${EXAMPLE}`)
  if (operationName !== null && typeof operationName !== 'string') {
    throw bad('"operationName" must be text')
  }
  if (variables !== null && !isObject(variables)) throw bad('"variables" must be an object')
  if (extensions !== null && !isObject(extensions)) throw bad('"extensions" must be an object')
  return { query, operationName: operationName || null, variables: ownOnly(variables ?? {}) }
}

/**
 * The same without what every object inherits: graphql-js reads the fields of an input by name, and would take
 * `Object` for the value of a field `constructor` that was not given.
 */
function ownOnly<T>(value: T): T {
  if (Array.isArray(value)) return value.map(ownOnly) as T
  if (!isObject(value)) return value
  const own: Record<string, unknown> = Object.create(null)
  for (const [name, inner] of Object.entries(value)) own[name] = ownOnly(inner)
  return own as T
}

/** JSON that nests too deep is refused before anything walks it. */
function parseJson(text: string, sentence: string): unknown {
  if (nestsDeeper(text)) {
    throw new LimitError('nesting', nestingLimit, `Brackets nest deeper than ${nestingLimit}`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw bad(sentence)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(message: string): RefractError {
  return new RefractError('BAD_REQUEST', message)
}
