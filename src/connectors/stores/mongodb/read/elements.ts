import type { Column } from '../columns.ts'
import { isList, isObject, listOf, literal, valueAt, when, type Expression } from '../expression.ts'

/** Every value that a column reaches in a document, as a list: lists and lists of objects are unwound. */
export function elementsOf(column: Column): Expression {
  return through(column.lists, column, '$')
}

/** The same, where each value fits or is null; a list that does not fit is none. */
export function fittingElements(column: Column, is: (value: Expression) => Expression): Expression {
  return walk(column.lists, { column, is }, '$')
}

interface Fitting {
  readonly column: Column
  readonly is: (value: Expression) => Expression
}

function walk([list, ...deeper]: readonly string[], fitting: Fitting, from: string): Expression {
  if (list === undefined) return cleanEnding(fitting, from)
  return {
    $reduce: {
      input: wholeList(valueAt(list, from), isObject),
      initialValue: literal([]),
      in: { $concatArrays: ['$$value', walk(deeper, fitting, '$$this.')] },
    },
  }
}

function cleanEnding({ column, is }: Fitting, from: string): Expression {
  const value = valueAt(column.at, from)
  if (column.shape === 'list') return wholeList(value, is)
  return listOf(when(is(value), value, literal(null)))
}

/** A list whose elements all fit; else an empty one. */
function wholeList(value: Expression, is: (value: Expression) => Expression): Expression {
  const each = { $map: { input: value, as: 'each', in: is('$$each') } }
  const fits = when(isList(value), { $allElementsTrue: [each] }, false)
  return when(fits, value, literal([]))
}

function through([list, ...deeper]: readonly string[], column: Column, from: string): Expression {
  if (list === undefined) return ending(column, from)
  const inner = through(deeper, column, '$$this.')
  const each = when(isObject('$$this'), inner, listOf(literal(null)))
  return {
    $reduce: {
      input: listAt(list, from),
      initialValue: literal([]),
      in: { $concatArrays: ['$$value', each] },
    },
  }
}

function ending({ at, shape }: Column, from: string): Expression {
  if (shape === 'list') return listAt(at, from)
  return listOf({ $ifNull: [valueAt(at, from), literal(null)] })
}

function listAt(at: string, from: string): Expression {
  const value = valueAt(at, from)
  return when(isList(value), value, literal([]))
}
