import { restLimits } from '../limits.ts'

/** Headers of an answer as they were received. */
export type ReceivedHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Why the body of an answer cannot be read, told by its headers; null: it can. `also` is a name that JSON has beside its own. */
export function unreadable(headers: ReceivedHeaders, also: string | null): string | null {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && !isIdentity(encoding))
    return `the body is encoded (${String(encoding)})`
  const length = headers['content-length']
  if (typeof length === 'string' && Number(length) > restLimits.body) return tooLarge
  return wrongType(headers['content-type'], also)
}

/** Said of a body past its limit. */
export const tooLarge = `the body has more than ${restLimits.body} bytes`

function isIdentity(encoding: string | string[]): boolean {
  return String(encoding).trim().toLowerCase() === 'identity'
}

/** Headers of one API hardly ever differ: the last one that was fine. */
let fine = ''

/** JSON in UTF-8: `application/json` and `application/…+json`. */
function wrongType(type: string | string[] | undefined, also: string | null): string | null {
  if (type === fine && fine !== '') return null
  if (typeof type !== 'string') return 'the body has no content type'
  const [kind = '', ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const named = kind === also
  if (!named && !/^application\/(?:json|[!#$&^_.a-z0-9-]+\+json)$/.test(kind))
    return `the body is ${type}, not JSON`
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice(8)
  if (charset !== undefined && !/^"?utf-?8"?$/.test(charset))
    return `the body is ${type}, not UTF-8`
  if (!named) fine = type
  return null
}
