import { fieldWrong, filtersCheck, listFieldsCheck, orderCheck, sortCheck } from './check/tables.ts'
import { pagingCheck, path } from './check/paging.ts'
import { itemRoute, listRoute, manyCheck, routeOrFalse, routesTogether } from './check/routes.ts'
import {
  isObject,
  members,
  oneOf,
  shown,
  text,
  type Check,
  type OptionMistake,
  type Options,
} from './check/say.ts'
import { httpMistakes } from './http/index.ts'

/** Everything wrong with the options of a store, or of a collection's use of it. */
export function restMistakes(
  options: Options,
  of: 'store' | 'collection',
  fields: readonly string[] | null,
): readonly OptionMistake[] {
  const known = {
    ...collectionOptions(fields),
    ...(of === 'store' ? storeOptions : misplacedOptions),
  }
  return [
    ...(of === 'store' ? httpMistakes(options) : []),
    ...members(known, options, ''),
    ...routesTogether(options, of),
  ]
}

/** What the transport reads is checked by it. */
const storeOptions: Readonly<Record<string, Check>> = Object.fromEntries(
  ['url', 'allowPrivate', 'headers', 'forward', 'auth', 'timeout', 'contentType'].map((name) => [
    name,
    () => [],
  ]),
)

/** The connection is the store's: collections share it. */
const misplacedOptions: Readonly<Record<string, Check>> = Object.fromEntries(
  Object.keys(storeOptions).map((name): [string, Check] => [
    name,
    (_, at) => [
      {
        at,
        message: 'belongs to the store, in the configuration: its collections share one connection',
      },
    ],
  ]),
)

function collectionOptions(fields: readonly string[] | null): Readonly<Record<string, Check>> {
  return {
    collection: text,
    id: idCheck,
    fields: fieldsCheck(fields),
    onMismatch: oneOf('null', 'error'),
    list: listRoute,
    get: itemRoute,
    many: manyCheck,
    create: routeOrFalse,
    update: itemRoute,
    replace: itemRoute,
    delete: itemRoute,
    rows: path,
    item: path,
    missing: oneOf('error', 'empty'),
    listFields: listFieldsCheck(fields),
    filters: filtersCheck(fields),
    sort: sortCheck(fields),
    order: orderCheck(fields),
    paging: pagingCheck,
  }
}

/** A path, a template, or where an address holds the id. */
const idCheck: Check = (value, at) => {
  if (typeof value === 'string') return value.includes('{') ? [] : path(value, at)
  if (!isObject(value))
    return [
      {
        at,
        message: `takes a path, a template such as '{user}-{n}', or { at, url }, not ${shown(value)}`,
      },
    ]
  return [
    ...members({ at: path, url: addressCheck }, value, at),
    ...missing(value, ['at', 'url'], at),
  ]
}

/** `fields`: ours to theirs. */
function fieldsCheck(fields: readonly string[] | null): Check {
  return (value, at) => {
    if (!isObject(value))
      return [
        { at, message: `takes ours to theirs, such as { user: 'userId' }, not ${shown(value)}` },
      ]
    return Object.entries(value).flatMap(([ours, theirs]) => {
      const here = `${at}.${ours}`
      const stored = isObject(theirs) ? members(storedOptions, theirs, here) : path(theirs, here)
      return [...fieldWrong(ours, fields, here), ...stored]
    })
  }
}

const addressCheck: Check = (value, at) =>
  typeof value === 'string' && value.split('{id}').length === 2
    ? []
    : [
        {
          at,
          message: `takes an address with one {id}, such as '/films/{id}/', not ${shown(value)}`,
        },
      ]

const codecCheck: Check = (value, at) =>
  isObject(value) && typeof value['decode'] === 'function' && typeof value['encode'] === 'function'
    ? []
    : [{ at, message: 'takes { decode, encode }, both functions' }]

const storedOptions = { at: path, url: addressCheck, codec: codecCheck }

function missing(given: Options, names: readonly string[], at: string): OptionMistake[] {
  return names
    .filter((name) => given[name] === undefined)
    .map((name) => ({ at: `${at}.${name}`, message: 'is missing' }))
}
