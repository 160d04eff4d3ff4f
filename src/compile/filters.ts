import type { Operator } from '../fields/field.ts'
import { capital, filterName } from '../model/names.ts'
import type { Input, Inputs, TypeText } from './builder.ts'
import type { Compilation } from './compilation.ts'

/** What an operator takes, of values of type `one`; `whole` is the type of a whole list. */
type Shape = (one: TypeText, whole: TypeText) => Input

const operand = (type: TypeText, description: string): Input => ({ type, description })

const shapes: Readonly<Record<Operator, Shape>> = {
  eq: (_, whole) => operand(whole, 'Equal to this; `null` asks for what is null or missing.'),
  ne: (_, whole) =>
    operand(whole, 'Not equal to this: the complement of `eq`, null and missing included.'),
  in: (_, whole) =>
    operand(
      `[${whole}]`,
      'Equal to one of these, of which one may be `null`. `[]` matches nothing.',
    ),
  nin: (_, whole) =>
    operand(
      `[${whole}]`,
      'Equal to none of these: the complement of `in`, null and missing included.',
    ),
  lt: (one) => operand(one, 'Less than this; never matches null.'),
  lte: (one) => operand(one, 'Less than this, or equal; never matches null.'),
  gt: (one) => operand(one, 'Greater than this; never matches null.'),
  gte: (one) => operand(one, 'Greater than this, or equal; never matches null.'),
  between: (one) =>
    operand(
      `[${one}!]`,
      'Two values, `[from, to]`: neither less than the first nor greater than the second.',
    ),
  exists: () =>
    operand('Boolean', '`true`: the key is stored, be its value null; `false`: it is missing.'),
  isNull: () => operand('Boolean', '`true`: null or missing; `false`: there is a value.'),
  contains: () => operand('String', 'Has this text somewhere; never matches null.'),
  startsWith: () => operand('String', 'Starts with this text; never matches null.'),
  endsWith: () => operand('String', 'Ends with this text; never matches null.'),
  matches: () =>
    operand('String', 'Has a match of this regular expression (RE2 syntax); never matches null.'),
  has: (one) => operand(one, 'Some element equals this; false of a missing list.'),
  hasAll: (one) =>
    operand(`[${one}!]`, 'Each of these is an element; `[]` matches every list that is there.'),
  hasAny: (one) =>
    operand(`[${one}!]`, 'One of these at least is an element; `[]` matches nothing.'),
  size: () => operand('Int', 'Has exactly so many elements; false of a missing list.'),
  year: () => operand('Int', 'Lies in this year (UTC).'),
  month: () => operand('Int', 'Lies in this month (UTC), 1 to 12.'),
  day: () => operand('Int', 'Lies on this day of the month (UTC), 1 to 31.'),
}

const textual = new Set<Operator>(['contains', 'startsWith', 'endsWith', 'matches'])
const ignoreCase: Input = {
  type: 'Boolean',
  description:
    '`true`: the operators beside it take upper and lower case as the same letter (Unicode simple case folding).',
}

/** What a filter is on: a value of a scalar or enum, or a list of such. */
export interface Filterable {
  readonly text: TypeText
  readonly list: boolean
  readonly operators: readonly Operator[]
}

/** The filter input of a value: one per scalar or enum, whichever the collection; lists have their own. */
export function filterInput(c: Compilation, of: Filterable): string {
  const name = ownName(c, of)
  return c.types.input(name, () => ({
    description: `Conditions on ${of.list ? 'a list of values' : 'a value'} of type ${of.text}; all that are given must hold.`,
    fields: () => operatorInputs(of),
  }))
}

/**
 * A type of one's own may print as a scalar of the product and offer other operators than that: then its
 * filter is named by what it offers.
 */
function ownName(c: Compilation, { text, list, operators }: Filterable): string {
  const base = baseName(text)
  const name = filterName(operators.includes('matches') ? `${base}Matches` : base, list)
  const known = c.filters.get(name) ?? operators
  c.filters.set(name, known)
  const same = known === operators || known.join() === operators.join()
  return same ? name : filterName(base + operators.map(capital).join(''), list)
}

function operatorInputs({ text, list, operators }: Filterable): Inputs {
  const whole = list ? `[${text}!]` : text
  const inputs: Record<string, Input> = {}
  for (const operator of operators) inputs[operator] = shapes[operator](text, whole)
  if (operators.some((operator) => textual.has(operator))) inputs['ignoreCase'] = ignoreCase
  return inputs
}

/** `Int` of `Int`, `IntList` of `[Int!]`. */
function baseName(text: TypeText): string {
  return text.startsWith('[') ? `${baseName(text.slice(1, text.lastIndexOf('!]')))}List` : text
}
