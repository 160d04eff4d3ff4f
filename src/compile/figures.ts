import type { FieldType } from '../fields/field.ts'
import { decimal } from '../fields/decimal.ts'
import { float } from '../fields/float.ts'
import { int } from '../fields/int.ts'
import type { CollectionModel } from '../model/model.ts'
import { nestedFigures, summaryFunctions } from '../model/names.ts'
import type { SummaryFunction } from '../query/summary.ts'
import type { Output, Outputs, TypeText } from './builder.ts'
import type { Compilation } from './compilation.ts'
import type { Filterable } from './filters.ts'
import type { Leaf } from './members.ts'
import { mirrored } from './mirror.ts'
import { leafName } from './values.ts'

/** What each function does, for descriptions. */
export const functionWords: Readonly<Record<SummaryFunction, string>> = {
  sum: 'The sum of the values; null of none.',
  avg: 'The mean of the values; null of none.',
  min: 'The smallest value; null of none.',
  max: 'The largest value; null of none.',
  distinct: 'The different values, ascending, those of lists one by one; null is none of them.',
  distinctCount: 'How many different values there are; null is none of them.',
}

const ordinary: FieldType = float().type
const exact: FieldType = decimal().type
const whole: FieldType = int().type

/** A function's result over a leaf: its type and how it prints. */
export interface Result {
  readonly type: FieldType
  /** One value. */
  readonly text: TypeText
  readonly list: boolean
}

/** What a function makes of a leaf; null where the leaf has no part in it. */
export function resultOf(c: Compilation, fn: SummaryFunction, leaf: Leaf): Result | null {
  if (leaf.computed) return null
  const { type, text } = leaf
  switch (fn) {
    case 'sum':
    case 'avg':
      return leaf.list || !type.number
        ? null
        : scalarResult(c, type.number === 'exact' ? exact : ordinary)
    case 'min':
    case 'max':
      return leaf.list || !type.operators.includes('lt') ? null : { type, text, list: false }
    case 'distinct':
      return type.operators.includes('eq') ? { type, text, list: true } : null
    case 'distinctCount':
      return type.operators.includes('eq') ? scalarResult(c, whole) : null
  }
}

/** What `having` asks of the number of items. */
export function countType(c: Compilation): Filterable {
  return { text: leafName(c, whole), list: false, operators: whole.operators }
}

function scalarResult(c: Compilation, type: FieldType): Result {
  return { type, text: leafName(c, type), list: false }
}

/** `count`, and one object per function in which some field has a part. */
export function figureOutputs(c: Compilation, of: CollectionModel): Outputs {
  const made = c.figures.get(of) ?? makeFigures(c, of)
  c.figures.set(of, made)
  return made
}

function makeFigures(c: Compilation, of: CollectionModel): Outputs {
  const outputs: Record<string, Output> = { count: countOutput }
  for (const fn of summaryFunctions) {
    const type = figuresType(c, of, fn)
    if (type)
      outputs[fn] = { type, description: functionWords[fn], stamp: { kind: 'function', fn } }
  }
  return outputs
}

const countOutput: Output = {
  type: 'Int!',
  description: 'How many items there are.',
  stamp: { kind: 'count' },
}

type Figure = Pick<Output, 'type' | 'stamp'>

function figuresType(c: Compilation, of: CollectionModel, fn: SummaryFunction): string | null {
  const names = of.names.figures[fn]
  const description = `${functionWords[fn]} By field.`
  const fields = mirrored<Figure>(c, of, {
    leaf: ({ leaf }) => figure(leaf, fn, resultOf(c, fn, leaf)),
    object: (field, inside) => {
      const { type } = nestedFigures(of.names, fn, field)
      c.types.values(type, () => ({ description, fields: () => inside }))
      return { type, stamp: { kind: 'figures' } }
    },
  })
  if (Object.keys(fields).length === 0) return null
  return c.types.values(names.type, () => ({ description, fields: () => fields }))
}

function figure({ path }: Leaf, fn: SummaryFunction, result: Result | null): Figure | null {
  if (!result) return null
  const type = result.list ? `[${result.text}!]` : result.text
  return { type, stamp: { kind: 'figure', fn, path, scalar: result.type } }
}
