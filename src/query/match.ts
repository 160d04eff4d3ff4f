import { keyText, type Key } from '../fields/key.ts'
import { condition } from './condition.ts'
import type { Compare, Elements, Filter, Keys } from './filter.ts'
import type { Row } from './row.ts'
import { hasKey, keysAt, reader } from './value.ts'

/** Tells whether a row fulfils a filter. */
export type RowTest = (row: Row) => boolean

/**
 * A filter compiled to a test of decoded rows. This is the meaning of filters; a store may only be faster.
 * @throws Misfit when the operand of a `matches` is no pattern
 * @throws TypeError on `linked`: the gateway turns conditions on other collections into `keys` first
 *
 * @example
 * rows.filter(match({ kind: 'compare', path: pages, op: 'gt', value: 100 }))
 */
export function match(filter: Filter): RowTest {
  switch (filter.kind) {
    case 'and':
      return all(filter.of.map(match))
    case 'or':
      return any(filter.of.map(match))
    case 'not':
      return negated(match(filter.of))
    case 'compare':
      return compares(filter)
    case 'keys':
      return reaches(filter)
    case 'elements':
      return quantified(filter)
    case 'test':
      return filter.test
    case 'linked':
      throw new TypeError(`A condition on linked ${filter.link.to} came to match() unresolved`)
  }
}

/** Operands are asked in their order and only until one decides. */
function all(tests: readonly RowTest[]): RowTest {
  const [first, second] = tests
  if (!first) return () => true
  if (!second) return first
  if (tests.length === 2) return (row) => first(row) && second(row)
  return (row) => {
    for (const test of tests) if (!test(row)) return false
    return true
  }
}

function any(tests: readonly RowTest[]): RowTest {
  const [first, second] = tests
  if (!first) return () => false
  if (!second) return first
  if (tests.length === 2) return (row) => first(row) || second(row)
  return (row) => {
    for (const test of tests) if (test(row)) return true
    return false
  }
}

function negated(test: RowTest): RowTest {
  return (row) => !test(row)
}

function compares({ path, op, value, ignoreCase = false }: Compare): RowTest {
  if (op === 'exists') return (row) => hasKey(row, path) === value
  const test = condition({ op, value, type: path.type, ignoreCase })
  const read = reader(path)
  return (row) => test(read(row))
}

function reaches({ path, keys }: Keys): RowTest {
  const texts = new Set(keys.map((key) => keyText(key as Key)))
  const read = path.names.length === 1 ? reader(path) : () => []
  return (row) => {
    const key = read(row)
    if (!Array.isArray(key)) return isKey(key) && texts.has(keyText(key))
    return keysAt(row, path).some((one) => texts.has(keyText(one)))
  }
}

function isKey(value: unknown): value is Key {
  return value !== null && value !== undefined
}

function quantified({ path, quantifier, of }: Elements): RowTest {
  const read = reader(path)
  const test = match(of)
  const holds = (element: unknown) => test(elementRow(element))
  return (row) => {
    const elements = read(row)
    if (!Array.isArray(elements)) return false
    if (quantifier === 'every') return elements.every(holds)
    return elements.some(holds) === (quantifier === 'some')
  }
}

/** An element has no id of its own, and filters on elements ask none. Null in a list has no members. */
function elementRow(element: unknown): Row {
  return (element ?? {}) as Row
}
