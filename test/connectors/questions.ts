import * as fc from 'fast-check'
import type { Filter } from '../../src/query/filter.ts'
import { wholeList, type Page } from '../../src/query/page.ts'
import { positionOf } from '../../src/query/order.ts'
import type { Row } from '../../src/query/row.ts'
import type { Sort } from '../../src/query/sort.ts'
import { elementPath, order, path, where } from './library.ts'

/** Operands that meet stored values, and some that do not. */
const operands: Readonly<Record<string, readonly unknown[]>> = {
  id: [1, '1', 10, '10', 'a b', 9007199254740993n, 'no'],
  title: ['Emma', 'emma', '', 'STRASSE', 'z', '𝒳'],
  genre: ['novel', 'essay', 'poetry'],
  pages: [0, 7, 90, 474, -3, 5000],
  rating: [4.5, 0, -0.5, 1e21],
  price: ['7.5', '7.50', '0.1', '-1.05', '999'],
  copies: [0n, 3n, -2n, 9007199254740993n],
  lent: [true, false],
  author: ['austen', 10, '10', 'woolf'],
  'loan.user': [42, '42', 7],
}

const equality = ['eq', 'ne'] as const
const ordering = ['lt', 'lte', 'gt', 'gte'] as const
const unordered = new Set(['genre', 'lent'])

const compare: fc.Arbitrary<Filter> = fc.constantFrom(...Object.keys(operands)).chain((name) => {
  const value = fc.constantFrom(...(operands[name] ?? []))
  const some = fc.array(value, { maxLength: 3 })
  const pair = fc.tuple(value, value)
  const choices: fc.Arbitrary<Filter>[] = [
    fc.tuple(fc.constantFrom(...equality), fc.option(value)).map(([op, of]) => where(name, op, of)),
    fc.tuple(fc.constantFrom('in', 'nin'), some).map(([op, of]) => where(name, op, of)),
    fc
      .tuple(fc.constantFrom('exists', 'isNull'), fc.boolean())
      .map(([op, of]) => where(name, op, of)),
  ]
  if (!unordered.has(name)) {
    choices.push(
      fc.tuple(fc.constantFrom(...ordering), value).map(([op, of]) => where(name, op, of)),
      pair.map((of) => where(name, 'between', of)),
    )
  }
  return fc.oneof(...choices)
})

const keys: fc.Arbitrary<Filter> = fc
  .tuple(
    fc.constantFrom('author', 'related', 'loan.user', 'reviews.by', 'id'),
    fc.array(fc.constantFrom(1, '1', 10, 'austen', 42, 'a b', 'É'), { maxLength: 3 }),
  )
  .map(([name, of]) => ({ kind: 'keys', path: path(name), keys: of }))

const text: fc.Arbitrary<Filter> = fc
  .tuple(
    fc.constantFrom('contains', 'startsWith', 'endsWith'),
    fc.constantFrom('', 'e', 'E', 'mm', 'ß', 'ss'),
    fc.boolean(),
  )
  .map(([op, part, ignoreCase]) => where('title', op, part, ignoreCase))

const lists: fc.Arbitrary<Filter> = fc.oneof(
  fc
    .tuple(fc.constantFrom('hasAll', 'hasAny'), fc.subarray(['irony', 'love', 'x']))
    .map(([op, of]) => where('tags', op, of)),
  fc.nat(2).map((size) => where('tags', 'size', size)),
  fc
    .tuple(fc.constantFrom('some', 'every', 'none'), fc.nat(5))
    .map(([quantifier, stars]): Filter => ({
      kind: 'elements',
      path: path('reviews'),
      quantifier,
      of: { kind: 'compare', path: elementPath('reviews', 'stars'), op: 'gte', value: stars },
    })),
)

/** Any filter that a gateway may ask. */
export const anyFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    compare,
    keys,
    text,
    lists,
    fc.array(tie('filter'), { maxLength: 3 }).map((of): Filter => ({ kind: 'and', of })),
    fc.array(tie('filter'), { maxLength: 3 }).map((of): Filter => ({ kind: 'or', of })),
    tie('filter').map((of): Filter => ({ kind: 'not', of })),
  ),
})).filter

const sortNames = [
  'title',
  'pages',
  'price',
  'rating',
  'copies',
  'due',
  'lent',
  'loan.user',
  'author',
]

/** Any order; the store's own too where the tests know it. */
export function anySort(own: boolean): fc.Arbitrary<Sort> {
  const key = fc
    .tuple(fc.constantFrom(...sortNames), fc.constantFrom('asc', 'desc'))
    .map((parts) => parts.join(' '))
  const sorted = fc
    .uniqueArray(key, { maxLength: 2, selector: (each) => each.split(' ')[0] })
    .map((all) => order(...all))
  return own
    ? fc.oneof({ weight: 5, arbitrary: sorted }, { weight: 1, arbitrary: fc.constant([]) })
    : sorted
}

type PageOf = (rows: readonly Row[], sort: Sort) => Page

/** Any page, with cursors at rows. */
export const anyPage: fc.Arbitrary<PageOf> = fc
  .record({
    size: fc.option(fc.nat(5)),
    backwards: fc.boolean(),
    skip: fc.nat(3),
    total: fc.boolean(),
    after: fc.option(fc.nat(11)),
    before: fc.option(fc.nat(11), { freq: 1 }),
  })
  .map(({ size, backwards, skip, total, after, before }): PageOf => (rows, sort) => {
    const at = (number: number | null) => {
      const row = number === null ? undefined : rows[number]
      if (!row || number === null) return null
      return sort.length === 0 ? { values: [], index: number } : positionOf(row, sort)
    }
    return {
      ...wholeList,
      first: backwards ? null : size,
      last: backwards ? size : null,
      skip: after === null && before === null && !backwards ? skip : 0,
      total,
      after: at(after),
      before: at(before),
    }
  })
