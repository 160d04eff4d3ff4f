import { list } from '../fields/list.ts'
import { string } from '../fields/string.ts'
import type { Operator } from '../fields/field.ts'
import type { CollectionModel } from '../model/model.ts'
import { nestedFigures, summaryFunctions } from '../model/names.ts'
import type { SummaryFunction } from '../query/summary.ts'
import type { Input, Inputs } from './builder.ts'
import type { Compilation } from './compilation.ts'
import { countType, functionWords, resultOf, type Result } from './figures.ts'
import { filterInput } from './filters.ts'
import { groupKeySortInput } from './group-by.ts'
import type { Leaf } from './members.ts'
import { mirrored } from './mirror.ts'
import { sortDirection } from './sort.ts'

type Typed = Pick<Input, 'type'>

/** What to sort groups by: `BooksGroupSort`. */
export function groupSortInput(c: Compilation, of: CollectionModel): string {
  return c.types.input(of.names.groupSort, () => ({
    description:
      'What to sort groups by, one per element of the list; the key decides between equals.\n\nExample: `[{ count: DESC }]`',
    oneOf: true,
    fields: () => ({
      count: { type: sortDirection(c), description: 'By the number of items.' },
      key: { type: groupKeySortInput(c, of), description: 'By a part of the key.' },
      ...perFunction(c, of, sorting),
    }),
  }))
}

/** Which groups to keep: `BooksHaving`. */
export function havingInput(c: Compilation, of: CollectionModel): string {
  const { having } = of.names
  return c.types.input(having, () => ({
    description:
      'Conditions on the figures of a group; all that are given must hold.\n\nExample: `{ count: { gte: 2 } }`',
    fields: () => ({
      count: { type: filterInput(c, countType(c)), description: 'The number of items.' },
      ...perFunction(c, of, keeping),
    }),
  }))
}

/** What a figure takes, and how the inputs that hold figures are made. */
interface Arranging {
  readonly oneOf: boolean
  readonly names: 'sort' | 'having'
  /** null: a figure of this kind is left out. */
  readonly figure: (c: Compilation, result: Result) => string | null
}

const sorting: Arranging = {
  oneOf: true,
  names: 'sort',
  figure: (c, { list }) => (list ? null : sortDirection(c)),
}

const listed: readonly Operator[] = list(string()).type.operators

const keeping: Arranging = {
  oneOf: false,
  names: 'having',
  figure: (c, { text, type, list }) =>
    filterInput(c, { text, list, operators: list ? listed : type.operators }),
}

function perFunction(c: Compilation, of: CollectionModel, how: Arranging): Inputs {
  const inputs: Record<string, Input> = {}
  for (const fn of summaryFunctions) {
    const type = functionInput(c, of, { fn, how })
    if (type) inputs[fn] = { type, description: functionWords[fn] }
  }
  return inputs
}

interface Figured {
  readonly fn: SummaryFunction
  readonly how: Arranging
}

function functionInput(c: Compilation, of: CollectionModel, { fn, how }: Figured): string | null {
  const names = of.names.figures[fn]
  const description = `${functionWords[fn]} By field.`
  const make = (name: string, inputs: Inputs) =>
    c.types.input(name, () => ({ description, oneOf: how.oneOf, fields: () => inputs }))
  const inputs = mirrored<Typed>(c, of, {
    leaf: ({ leaf }) => figureInput(c, leaf, { fn, how }),
    object: (field, inside) => ({
      type: make(nestedFigures(of.names, fn, field)[how.names], inside),
    }),
  })
  return Object.keys(inputs).length === 0 ? null : make(names[how.names], inputs)
}

function figureInput(c: Compilation, leaf: Leaf, { fn, how }: Figured): Typed | null {
  const result = resultOf(c, fn, leaf)
  const type = result && how.figure(c, result)
  return type ? { type } : null
}
