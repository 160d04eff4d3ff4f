import { badPath } from '../json-path.ts'
import {
  count,
  isObject,
  members,
  oneOf,
  shown,
  text,
  type Check,
  type OptionMistake,
  type Options,
} from './say.ts'

/** A dotted path, or JSONPath. */
export const path: Check = (value, at) => {
  if (typeof value !== 'string') return text(value, at)
  const wrong = badPath(value)
  return wrong === null
    ? []
    : [{ at, message: `${wrong} (a dotted path such as 'data.items', or JSONPath)` }]
}

const styles = ['page', 'offset', 'cursor', 'link'] as const
/** Which options belong to which styles; the others belong to all. */
const owners: Readonly<Record<string, readonly string[]>> = {
  page: ['page'],
  first: ['page'],
  offset: ['offset'],
  param: ['cursor'],
  next: ['cursor'],
}

const options: Readonly<Record<string, Check>> = {
  style: oneOf(...styles),
  page: text,
  first: count(0),
  offset: text,
  param: text,
  size: text,
  max: count(1),
  total: path,
  next: path,
}

/** `paging`: how the list is read on. */
export const pagingCheck: Check = (value, at) => {
  if (value === false) return []
  if (!isObject(value))
    return [
      { at, message: `takes { style: 'page', … } and the like, or false, not ${shown(value)}` },
    ]
  if (value['style'] === undefined)
    return [
      {
        at: `${at}.style`,
        message: `is missing: one of ${styles.map((style) => `'${style}'`).join(', ')}`,
      },
    ]
  return [...members(options, value, at), ...misplaced(value, at)]
}

function misplaced(given: Options, at: string): OptionMistake[] {
  const style = String(given['style'])
  return Object.keys(given).flatMap((name) => {
    const of = Object.hasOwn(owners, name) ? owners[name] : undefined
    if (!of || of.includes(style) || !styles.some((one) => one === style)) return []
    return [
      {
        at: `${at}.${name}`,
        message: `belongs to the style '${of.join("' or '")}', not to '${style}'`,
      },
    ]
  })
}
