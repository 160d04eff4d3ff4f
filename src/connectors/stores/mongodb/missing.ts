import type { Path } from '../../../query/filter.ts'
import type { Column } from './columns.ts'
import { isObject, literal, valueAt, when, type Expression } from './expression.ts'

/**
 * The value at a column, a missing one as the path says; null where that cannot be computed. `typeOf`: the server
 * tells missing from null.
 */
export function valueOrAbsent(
  column: Column,
  { absent }: Path,
  typeOf: boolean,
): Expression | null {
  const value = valueAt(column.at, '$')
  if (absent === undefined) return value
  const plain =
    typeof absent === 'number' || typeof absent === 'string' || typeof absent === 'boolean'
  if (!plain || column.astray) return null
  const names = column.at.split('.')
  const name = names.pop() ?? ''
  const around = names.length === 0 ? '$$ROOT' : valueAt(names.join('.'), '$')
  const gone = typeOf
    ? { $eq: [{ $type: `$${column.at}` }, 'missing'] }
    : { $not: [{ $in: [literal(name), keysOf(around)] }] }
  const missing = names.length === 0 ? gone : when(isObject(around), gone, false)
  return when(missing, literal(absent), value)
}

function keysOf(map: Expression): Expression {
  return { $map: { input: { $objectToArray: map }, as: 'member', in: '$$member.k' } }
}
