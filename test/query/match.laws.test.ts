import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareKeys, type Key } from '../../src/fields/key.ts'
import {
  everything,
  nothing,
  type Compare,
  type Filter,
  type Path,
} from '../../src/query/filter.ts'
import { match } from '../../src/query/match.ts'
import type { Row } from '../../src/query/row.ts'
import { fields, filter, rows, words, type RandomField } from './filters.ts'
import { and, compare, not, or } from './parts.ts'

function same(list: readonly Row[], a: Filter, b: Filter): void {
  expect(list.map(match(a))).toEqual(list.map(match(b)))
}

function holds(law: (list: readonly Row[], a: Filter, b: Filter) => void): void {
  fc.assert(fc.property(rows, filter, filter, law), { numRuns: 400 })
}

describe('the laws of filters', () => {
  it('not is the complement of its whole content, and twice undone', () => {
    holds((list, a) => {
      expect(list.map(match(not(a)))).toEqual(list.map((row) => !match(a)(row)))
      same(list, not(not(a)), a)
    })
  })

  it('not of and is or of nots, and the reverse', () => {
    holds((list, a, b) => {
      same(list, not(and(a, b)), or(not(a), not(b)))
      same(list, not(or(a, b)), and(not(a), not(b)))
    })
  })

  it('and and or do not mind order, repetition and their neutral filters', () => {
    holds((list, a, b) => {
      same(list, and(a, b), and(b, a))
      same(list, or(a, b, a), or(b, a))
      same(list, and(a, everything), a)
      same(list, or(a, nothing), a)
    })
  })

  it('ne and nin are the complements of eq and in; eq is in of one; in is or of eq', () => {
    const field = fc.constantFrom(...Object.values<RandomField>(fields))
    const asked = field.chain(({ at, value }) =>
      fc.tuple(fc.constant(at), fc.array(fc.option(value), { maxLength: 4 }), fc.boolean()),
    )
    fc.assert(
      fc.property(rows, asked, (list, [at, values, ignoreCase]) => {
        same(
          list,
          compare(at, 'nin', values, ignoreCase),
          not(compare(at, 'in', values, ignoreCase)),
        )
        same(
          list,
          compare(at, 'in', values, ignoreCase),
          or(...values.map((value) => compare(at, 'eq', value, ignoreCase))),
        )
        for (const value of values)
          same(
            list,
            compare(at, 'ne', value, ignoreCase),
            not(compare(at, 'eq', value, ignoreCase)),
          )
      }),
    )
  })

  it('between is gte and lte; lt, gte and isNull divide all rows', () => {
    const asked = fc
      .constantFrom(...Object.values<RandomField>(fields))
      .chain(({ at, value }) => fc.tuple(fc.constant(at), value, value))
    fc.assert(
      fc.property(rows, asked, (list, [at, a, b]) => {
        same(
          list,
          compare(at, 'between', [a, b]),
          and(compare(at, 'gte', a), compare(at, 'lte', b)),
        )
        for (const row of list) {
          const parts = [compare(at, 'lt', a), compare(at, 'gte', a), compare(at, 'isNull', true)]
          expect(parts.filter((part) => match(part)(row))).toHaveLength(1)
        }
      }),
    )
  })

  it('hasAll and hasAny are and and or of has, on lists that are there', () => {
    fc.assert(
      fc.property(rows, fc.array(fields.word.value, { maxLength: 3 }), (list, values) => {
        const there = compare(words, 'isNull', false)
        const each = values.map((value) => compare(words, 'has', value))
        same(list, compare(words, 'hasAll', values), and(there, ...each))
        same(list, compare(words, 'hasAny', values), or(...each))
      }),
    )
  })

  it('an independent reading of the tables agrees', () => {
    fc.assert(
      fc.property(rows, filter, (list, asked) => {
        expect(list.map(match(asked))).toEqual(list.map((row) => read(asked, row)))
      }),
      { numRuns: 3_000 },
    )
  })
})

// What follows shares no code with what it checks, and cares for clarity alone.

type Loose = Readonly<Record<string, unknown>>

function read(asked: Filter, row: Row): boolean {
  if (asked.kind === 'and') return !asked.of.some((of) => !read(of, row))
  if (asked.kind === 'or') return asked.of.some((of) => read(of, row))
  if (asked.kind === 'not') return !read(asked.of, row)
  if (asked.kind === 'test' || asked.kind === 'linked') return expect.unreachable()
  const stored = asked.path.names.reduce<unknown>(
    (value, name) => (value as Loose | null | undefined)?.[name],
    row,
  )
  if (asked.kind === 'keys')
    return stored != null && asked.keys.some((key) => `${key}` === `${stored as string}`)
  const value = stored === undefined ? asked.path.absent : stored
  if (asked.kind === 'compare')
    return asked.op === 'exists'
      ? (stored !== undefined) === asked.value
      : readCompare(asked, value)
  if (!Array.isArray(value)) return false
  const holding = value.filter((element: Row) => read(asked.of, element)).length
  return { some: holding > 0, every: holding === value.length, none: holding === 0 }[
    asked.quantifier
  ]
}

function readCompare({ op, value: operand, path, ignoreCase }: Compare, value: unknown): boolean {
  const list = operand as unknown[]
  const equal = (a: unknown, b: unknown) => readEqual(path, a, b, ignoreCase === true)
  const order = (to: unknown) => (value == null ? Number.NaN : readOrder(path, value, to))
  const parts =
    value == null
      ? []
      : (value instanceof Date ? value.toISOString() : `${value as string}`)
          .slice(0, 10)
          .split('-')
          .map(Number)
  const text = (shape: (part: string) => string) =>
    typeof value === 'string' &&
    new RegExp(shape(`${operand as string}`), ignoreCase ? 'iu' : 'u').test(value)
  const elements: unknown[] = Array.isArray(value) ? value : []
  switch (op) {
    case 'eq':
      return equal(value, operand)
    case 'ne':
      return !equal(value, operand)
    case 'in':
      return list.some((one) => equal(value, one))
    case 'nin':
      return !list.some((one) => equal(value, one))
    case 'lt':
      return order(operand) < 0
    case 'lte':
      return order(operand) <= 0
    case 'gt':
      return order(operand) > 0
    case 'gte':
      return order(operand) >= 0
    case 'between':
      return order(list[0]) >= 0 && order(list[1]) <= 0
    case 'isNull':
      return (value == null) === operand
    case 'contains':
      return text((part) => part)
    case 'startsWith':
      return text((part) => `^${part}`)
    case 'endsWith':
      return text((part) => `${part}$`)
    case 'has':
      return elements.includes(operand)
    case 'hasAll':
      return Array.isArray(value) && list.every((one) => elements.includes(one))
    case 'hasAny':
      return list.some((one) => elements.includes(one))
    case 'size':
      return Array.isArray(value) && elements.length === operand
    case 'year':
      return parts[0] === operand
    case 'month':
      return parts[1] === operand
    case 'day':
      return parts[2] === operand
    default:
      return expect.unreachable()
  }
}

function readEqual(path: Path, a: unknown, b: unknown, ignoreCase: boolean): boolean {
  if (a == null || b == null) return a == null && b == null
  if (path === fields.decimal.at) return Number(a) === Number(b)
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  const [x, y] = [`${a as string}`, `${b as string}`]
  return ignoreCase && typeof a === 'string' ? new RegExp(`^${y}$`, 'iu').test(x) : x === y
}

function readOrder(path: Path, a: unknown, b: unknown): number {
  if (path === fields.key.at) return compareKeys(a as Key, b as Key)
  if (path === fields.word.at || path === fields.day.at)
    return Buffer.compare(Buffer.from(`${a as string}`), Buffer.from(`${b as string}`))
  return Number(a) - Number(b)
}
