import { suggest } from '../../../../model/suggest.ts'
import { isObject, members, oneOf, shown, takes, text, type Check } from './say.ts'

/** Every operator that a filter may name. */
const OPERATORS =
  'eq ne in nin lt lte gt gte between exists isNull contains startsWith endsWith matches has hasAll hasAny size year month day'.split(
    ' ',
  )

const direction: Check = (value, at) =>
  isObject(value)
    ? [
        ...['param', 'asc', 'desc'].flatMap((name) =>
          value[name] === undefined ? [{ at: `${at}.${name}`, message: 'is missing' }] : [],
        ),
        ...members({ param: text, asc: text, desc: text }, value, at),
      ]
    : [{ at, message: `takes { param: 'order', asc: 'asc', desc: 'desc' }, not ${shown(value)}` }]

const paramOptions = { param: text, style: oneOf('repeat', 'comma') }
const sortOptions = {
  param: text,
  asc: text,
  desc: text,
  direction,
  join: takes((value) => typeof value === 'string', "text such as ','"),
}

/** A parameter: its name, or an object with `param`. */
function parameter(known: Readonly<Record<string, Check>>, example: string): Check {
  return (value, at) => {
    if (typeof value === 'string' && value !== '') return []
    if (!isObject(value))
      return [{ at, message: `takes the name of a parameter, or ${example}, not ${shown(value)}` }]
    const missing =
      value['param'] === undefined
        ? [{ at: `${at}.param`, message: 'is missing: the name of the parameter' }]
        : []
    return [...missing, ...members(known, value, at)]
  }
}

const filterParameter = parameter(paramOptions, "{ param: 'userId', style: 'repeat' }")
const sortParameter = parameter(sortOptions, "{ param: 'sort', asc: 'title', desc: '-title' }")

/** `filters`: conditions, `field.operator`, to parameters. */
export function filtersCheck(fields: readonly string[] | null): Check {
  return (value, at) => {
    if (!isObject(value))
      return [
        { at, message: `takes conditions such as { 'user.eq': 'userId' }, not ${shown(value)}` },
      ]
    return Object.entries(value).flatMap(([condition, to]) => {
      const dot = condition.lastIndexOf('.')
      const [field, operator] = [condition.slice(0, Math.max(dot, 0)), condition.slice(dot + 1)]
      const here = `${at}.${condition}`
      if (dot <= 0)
        return [{ at: here, message: `names a field and an operator, such as '${condition}.eq'` }]
      if (!OPERATORS.includes(operator))
        return [
          {
            at: here,
            message: `there is no operator "${operator}".${suggest(operator, OPERATORS)}`,
          },
        ]
      return [...fieldWrong(field, fields, here), ...filterParameter(to, here)]
    })
  }
}

/** `sort`: fields to parameters. */
export function sortCheck(fields: readonly string[] | null): Check {
  return (value, at) => {
    if (!isObject(value))
      return [{ at, message: `takes fields such as { title: 'sort' }, not ${shown(value)}` }]
    return Object.entries(value).flatMap(([field, to]) => [
      ...fieldWrong(field, fields, `${at}.${field}`),
      ...sortParameter(to, `${at}.${field}`),
    ])
  }
}

/** `order`: `'store'`, or keys. */
export function orderCheck(fields: readonly string[] | null): Check {
  return (value, at) => {
    if (value === 'store') return []
    if (!Array.isArray(value))
      return [
        { at, message: `takes 'store' or a list such as [{ id: 'asc' }], not ${shown(value)}` },
      ]
    return value.flatMap((key: unknown, index) => {
      const here = `${at}.${index}`
      const entries = isObject(key) ? Object.entries(key) : []
      const [entry] = entries
      if (!entry || entries.length > 1)
        return [
          {
            at: here,
            message: `takes exactly one field, such as { id: 'asc' }, not ${shown(key)}`,
          },
        ]
      return [
        ...fieldWrong(entry[0], fields, here),
        ...oneOf('asc', 'desc')(entry[1], `${here}.${entry[0]}`),
      ]
    })
  }
}

/** `listFields`: names of fields. */
export function listFieldsCheck(fields: readonly string[] | null): Check {
  return (value, at) => {
    if (!Array.isArray(value))
      return [{ at, message: `takes a list of fields, not ${shown(value)}` }]
    return value.flatMap((name: unknown, index) =>
      typeof name === 'string'
        ? fieldWrong(name, fields, `${at}.${index}`)
        : text(name, `${at}.${index}`),
    )
  }
}

/** Fields are known where the options are those of one collection; of dotted ones the first name. */
export function fieldWrong(
  field: string,
  fields: readonly string[] | null,
  at: string,
): { at: string; message: string }[] {
  const [first = ''] = field.split('.')
  if (fields === null || first === 'id' || first === 'meta' || fields.includes(first)) return []
  return [
    { at, message: `the collection has no field "${first}".${suggest(first, [...fields, 'id'])}` },
  ]
}
