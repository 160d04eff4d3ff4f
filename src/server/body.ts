import { RefractError } from '../errors.ts'
import { paramsFromBody, paramsFromSearch, type Params } from './params.ts'
import type { HttpAsk } from './http.ts'

const TYPES = new Set(['application/json', 'application/graphql-response+json'])
const DIGITS = /^\d{1,15}$/

/**
 * The parameters of a GET or POST. Only JSON in UTF-8 is read: forms, multipart and plain text, which a foreign page
 * could send without a preflight, and compressed bodies are refused before a byte of them is read.
 *
 * @throws RefractError METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, BAD_REQUEST, LIMIT_EXCEEDED
 */
export async function readParams(ask: HttpAsk, maxBytes: number): Promise<Params> {
  if (ask.method === 'GET') return paramsFromSearch(ask.search)
  if (ask.method !== 'POST') {
    throw new RefractError('METHOD_NOT_ALLOWED', 'Ask with POST, or a query with GET')
  }
  checkType(ask.headers)
  return paramsFromBody(decode(await readBody(ask, maxBytes)))
}

function checkType(headers: HttpAsk['headers']): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
  if (!TYPES.has(type.trim()) || !parameters.every(isUtf8)) {
    throw new RefractError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json in UTF-8')
  }
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    throw new RefractError('UNSUPPORTED_MEDIA_TYPE', 'Send the body uncompressed')
  }
}

function isUtf8(parameter: string): boolean {
  return /^charset="?utf-8"?$/.test(parameter.trim())
}

async function readBody(ask: HttpAsk, max: number): Promise<Uint8Array> {
  const length = ask.headers['content-length']
  if (length !== undefined && !DIGITS.test(length)) {
    throw new RefractError('BAD_REQUEST', 'Content-Length is not a number')
  }
  const body = Number(length ?? 0) > max ? null : await ask.read(max)
  if (!body) {
    throw new RefractError('PAYLOAD_TOO_LARGE', `The body has more than ${max} bytes`, {
      limit: { name: 'bodyBytes', max },
    })
  }
  return body
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new RefractError('BAD_REQUEST', 'The body is not UTF-8')
  }
}
