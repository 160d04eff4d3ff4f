import { route } from '../route.ts'
import {
  count,
  isObject,
  members,
  oneOf,
  shown,
  text,
  type Check,
  type Options,
  type OptionMistake,
} from './say.ts'

/** A route below the API's address, or `false`. */
export const routeOrFalse: Check = (value, at) => (value === false ? [] : routeCheck(value, at))

/** A list may be the address itself: nothing, or only parameters. */
export const listRoute: Check = (value, at) =>
  value === '' || (typeof value === 'string' && value.startsWith('?'))
    ? []
    : routeOrFalse(value, at)

const routeCheck: Check = (value, at) => {
  if (typeof value !== 'string' || !value.startsWith('/')) {
    const hint =
      typeof value === 'string' ? ` Write '/${value.replace(/^[a-z]+:\/\/[^/]*\/?/i, '')}'.` : ''
    return [
      {
        at,
        message: `takes a route that begins with /, below the url of the store, or false, not ${shown(value)}.${hint}`,
      },
    ]
  }
  const open = value.replace(/\{[^{}]+\}/g, '')
  return /[{}]/.test(open)
    ? [{ at, message: `has a brace without its partner: ${shown(value)}` }]
    : []
}

/** The route of one item has places that make one item of it. */
export const itemRoute: Check = (value, at) => {
  const wrong = routeOrFalse(value, at)
  if (wrong.length > 0 || typeof value !== 'string' || route(value).names.length > 0) return wrong
  return [
    {
      at,
      message: `has no place for the id: ${shown(value)}. Write '${value.replace(/\/$/, '')}/{id}'.`,
    },
  ]
}

/** `many`: the route of several items. */
export const manyCheck: Check = (value, at) => {
  if (value === false) return []
  if (!isObject(value)) {
    return [
      {
        at,
        message: `takes { param: 'id', style: 'repeat' } and the like, or false, not ${shown(value)}`,
      },
    ]
  }
  const missing =
    value['param'] === undefined
      ? [{ at: `${at}.param`, message: "is missing: the parameter that takes the ids, e.g. 'id'" }]
      : []
  return [...missing, ...members(manyOptions, value, at)]
}

const manyOptions: Readonly<Record<string, Check>> = {
  path: listRoute,
  param: text,
  style: oneOf('repeat', 'comma'),
  method: oneOf('GET', 'POST'),
  max: count(1),
  missing: oneOf('none', 'any'),
}

/** Routes that only make sense together. */
export function routesTogether(options: Options, of: 'store' | 'collection'): OptionMistake[] {
  const { list, get, many, listFields, id } = options
  const wrong: OptionMistake[] = []
  if (
    get === false &&
    !many &&
    (list === false || (typeof list === 'string' && list.includes('{')))
  ) {
    wrong.push({
      at: 'get',
      message: 'is false, and neither list nor many can find an item by its id',
    })
  }
  const several = isObject(many) ? many : {}
  if (get === false && several['missing'] === 'any') {
    wrong.push({
      at: 'many.missing',
      message: "'any' asks for each item then, and get is false; say 'none', or give a get",
    })
  }
  const details = several['path'] !== undefined || several['method'] === 'POST'
  if (listFields !== undefined && get === false && !details) {
    wrong.push({
      at: 'listFields',
      message:
        'leaves out fields that nothing else answers: get is false, and many has no path of its own',
    })
  }
  // A collection's route may speak of the id that its store says.
  return of === 'collection' && id === undefined ? wrong : [...wrong, ...placesTogether(get, id)]
}

/** The places of `get` are the id, or parts of a composed one. */
function placesTogether(get: unknown, id: unknown): OptionMistake[] {
  if (typeof get !== 'string') return []
  const from = isObject(id) ? id['at'] : id
  const parts = typeof from === 'string' ? route(from).names : []
  const { names } = route(get)
  const unknown = names.filter((name) => name !== 'id' && !parts.includes(name))
  if (unknown.length === 0) return []
  const shownNames = unknown.map((name) => `{${name}}`).join(', ')
  const mend =
    parts.length === 0
      ? `write {id}, or compose the id of them: id: '${names.map((name) => `{${name}}`).join('-')}'`
      : `it is composed of ${parts.join(', ')}`
  return [{ at: 'get', message: `has places that the id does not fill: ${shownNames}; ${mend}` }]
}
