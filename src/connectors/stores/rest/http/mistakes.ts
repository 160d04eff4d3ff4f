import { baseAddress, privateHost, type BaseAddress } from './address.ts'
import { badHeaderName, isHeaderValue } from './headers.ts'

/** Something wrong with an option: where, and how to mend it. */
export interface OptionMistake {
  readonly at: string
  readonly message: string
}

type Options = Readonly<Record<string, unknown>>

/** Everything wrong with what the transport reads of the options: `url allowPrivate headers forward auth timeout contentType`. */
export function httpMistakes(options: object): OptionMistake[] {
  const given = options as Options
  return [
    ...urlMistakes(given),
    ...headerMistakes(given['headers']),
    ...forwardMistakes(given['forward']),
    ...authMistakes(given['auth']),
    ...timeoutMistakes(given['timeout']),
    ...flagMistakes(given['allowPrivate']),
    ...typeMistakes(given['contentType']),
  ]
}

function urlMistakes({ url, allowPrivate, auth }: Options): OptionMistake[] {
  if (typeof url !== 'string') return [{ at: 'url', message: `is text, not ${shown(url)}` }]
  const base = baseAddress(url)
  if (typeof base === 'string') return [{ at: 'url', message: base }]
  return [...privateMistakes(base, allowPrivate), ...twiceMistakes(base, auth)]
}

function privateMistakes(base: BaseAddress, allowPrivate: unknown): OptionMistake[] {
  const host = allowPrivate === true ? null : privateHost(base.origin)
  if (host === null) return []
  const message = `leads to ${host}, an address that is not one of the internet; where that is meant, say allowPrivate: true`
  return [{ at: 'url', message }]
}

function twiceMistakes(base: BaseAddress, auth: unknown): OptionMistake[] {
  if (base.credentials === null || auth === undefined) return []
  return [{ at: 'auth', message: 'and the user in the url are both credentials; keep one of them' }]
}

function headerMistakes(headers: unknown): OptionMistake[] {
  if (headers === undefined) return []
  if (!isObject(headers))
    return [{ at: 'headers', message: `is an object of texts, not ${shown(headers)}` }]
  return Object.entries(headers).flatMap(([name, value]) => {
    const at = `headers.${name}`
    const bad = badHeaderName(name)
    if (bad !== null) return [{ at, message: bad }]
    return isHeaderValue(value) ? [] : [{ at, message: 'is one line of text in Latin letters' }]
  })
}

function forwardMistakes(forward: unknown): OptionMistake[] {
  if (forward === undefined) return []
  if (!Array.isArray(forward))
    return [{ at: 'forward', message: `is a list of names of headers, not ${shown(forward)}` }]
  return forward.flatMap((name: unknown, index) => {
    const at = `forward.${index}`
    if (typeof name !== 'string') return [{ at, message: `is text, not ${shown(name)}` }]
    const bad = badHeaderName(name)
    return bad === null ? [] : [{ at, message: `"${name}" ${bad}` }]
  })
}

function authMistakes(auth: unknown): OptionMistake[] {
  if (auth === undefined || typeof auth === 'function') return []
  const { basic, bearer } = isObject(auth) ? auth : {}
  if (isHeaderValue(bearer) && basic === undefined) return []
  if (bearer === undefined && isObject(basic)) return basicMistakes(basic)
  const message =
    'is { basic: { user, password } }, { bearer: token }, or a function of { user, headers }'
  return [{ at: 'auth', message }]
}

function basicMistakes({ user, password }: Options): OptionMistake[] {
  if (typeof user !== 'string' || typeof password !== 'string')
    return [{ at: 'auth.basic', message: 'is { user, password }, both text' }]
  return user.includes(':')
    ? [{ at: 'auth.basic.user', message: 'holds a colon, which would begin the password' }]
    : []
}

function timeoutMistakes(timeout: unknown): OptionMistake[] {
  if (timeout === undefined) return []
  const fits = typeof timeout === 'number' && timeout >= 1 && timeout <= 2 ** 31 - 1
  return fits ? [] : [{ at: 'timeout', message: `is milliseconds, not ${shown(timeout)}` }]
}

function flagMistakes(flag: unknown): OptionMistake[] {
  if (flag === undefined || typeof flag === 'boolean') return []
  return [{ at: 'allowPrivate', message: `is true or false, not ${shown(flag)}` }]
}

function typeMistakes(type: unknown): OptionMistake[] {
  if (type === undefined || (typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(type)))
    return []
  return [{ at: 'contentType', message: `is a media type such as 'text/html', not ${shown(type)}` }]
}

function isObject(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  return typeof value === 'object'
    ? Array.isArray(value)
      ? 'a list'
      : 'an object'
    : `${typeof value} ${JSON.stringify(value)}`
}
