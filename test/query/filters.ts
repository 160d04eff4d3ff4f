import * as fc from 'fast-check'
import { StoreKey, type Key } from '../../src/fields/key.ts'
import { dateType } from '../../src/fields/date.ts'
import { datetimeType } from '../../src/fields/datetime.ts'
import { decimalType, intType } from '../../src/fields/numbers.ts'
import { idType } from '../../src/fields/id.ts'
import { listType } from '../../src/fields/list-type.ts'
import type { Operator } from '../../src/fields/field.ts'
import type { Filter, Path } from '../../src/query/filter.ts'
import type { Row } from '../../src/query/row.ts'
import { path, textType } from './parts.ts'

/** A field of the random rows: few values, so that they often meet. */
export interface RandomField {
  readonly at: Path
  readonly value: fc.Arbitrary<unknown>
}

export const uuid = new StoreKey('uuid', '5f43a1b2-c3d4-45f6-8718-293a5f43a1b2')
export const key: fc.Arbitrary<Key> = fc.constantFrom<Key>(
  1,
  2,
  10,
  -3,
  '1',
  '10',
  'a',
  'B',
  '',
  '😀',
  '\uffee',
  10n,
  2n ** 60n,
  uuid,
  uuid.text,
  new StoreKey('objectId', '5f43a1b2c3d4e5f60718293a'),
)
const int = fc.constantFrom(-1, 0, 1, 2, 3)
const word = fc.constantFrom('', 'a', 'A', 'ab', 'Äb', 'äB', '😀', '\uffee', 'K', 'k')
const decimal = fc.constantFrom('0', '0.0', '1.50', '1.5', '-2', '10', '9.99')
const moment = fc.constantFrom(0, 1, 951_782_400_000, -1).map((ms) => new Date(ms))
const day = fc.constantFrom('2000-02-29', '1999-12-31', '2000-01-01')

export const fields = {
  int: { at: path('int', intType), value: int },
  word: { at: path('word', textType), value: word },
  decimal: { at: path('decimal', decimalType), value: decimal },
  moment: { at: path('moment', datetimeType), value: moment },
  day: { at: path('day', dateType), value: day },
  key: { at: path('key', idType), value: key },
  deep: { at: path('in.deep', intType), value: int },
} satisfies Readonly<Record<string, RandomField>>

export const words: Path = path('words', listType(textType))
export const present: Path = { ...words, absent: [] }
export const lines: Path = path('lines', listType({ ...intType, operators: [] }))

/** Null, missing, or a value. */
function maybe(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 4, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  )
}

function withoutMissing(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
}

const members = fc
  .record({
    int: maybe(int),
    word: maybe(word),
    decimal: maybe(decimal),
    moment: maybe(moment),
    day: maybe(day),
    key: maybe(key),
    in: maybe(fc.record({ deep: maybe(int) }).map(withoutMissing)),
    words: maybe(fc.array(word, { maxLength: 3 })),
    lines: maybe(fc.array(fc.record({ int: maybe(int) }).map(withoutMissing), { maxLength: 3 })),
  })
  .map(withoutMissing)

/** Rows with ids of all types, in no order, of which no two print alike. */
export const rows: fc.Arbitrary<readonly Row[]> = fc
  .uniqueArray(fc.tuple(fc.oneof(fc.integer({ min: -50, max: 50 }), key), members), {
    maxLength: 30,
    selector: ([id]) => String(id),
  })
  .map((list) => list.map(([id, row]) => ({ ...row, id })))

const compareOne = fc.constantFrom(...Object.values<RandomField>(fields)).chain(({ at, value }) => {
  const given = (op: Operator, operand: fc.Arbitrary<unknown>, ignoreCase = false) =>
    operand.map((value): Filter => ({ kind: 'compare', path: at, op, value, ignoreCase }))
  const nullable = fc.oneof(
    { weight: 5, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
  )
  const list = fc.array(nullable, { maxLength: 3 })
  const common = [
    ...(['eq', 'ne'] as const).map((op) => given(op, nullable)),
    ...(['in', 'nin'] as const).map((op) => given(op, list)),
    ...(['lt', 'lte', 'gt', 'gte'] as const).map((op) => given(op, value)),
    ...(['exists', 'isNull'] as const).map((op) => given(op, fc.boolean())),
    given('between', fc.tuple(value, value)),
  ]
  const texts = (['contains', 'startsWith', 'endsWith', 'eq', 'ne'] as const).flatMap((op) => [
    given(op, word),
    given(op, word, true),
  ])
  const dates = [
    given('year', fc.constantFrom(1969, 1970, 1999, 2000)),
    given('month', fc.constantFrom(1, 2, 12)),
    given('day', fc.constantFrom(1, 29, 31)),
  ]
  const isDate = at.type === dateType || at.type === datetimeType
  return fc.oneof(...common, ...(at === fields.word.at ? texts : isDate ? dates : []))
})

const listOne = fc.constantFrom(words, present).chain((at) => {
  const given = (op: Operator, operand: fc.Arbitrary<unknown>) =>
    operand.map((value): Filter => ({ kind: 'compare', path: at, op, value }))
  const some = fc.array(word, { maxLength: 2 })
  return fc.oneof(
    given('has', word),
    given('hasAll', some),
    given('hasAny', some),
    given('size', fc.nat(3)),
    given('exists', fc.boolean()),
    given('isNull', fc.boolean()),
  )
})

const keysOne = fc
  .tuple(fc.constantFrom(fields.key.at, path('id', idType)), fc.array(key, { maxLength: 3 }))
  .map(([at, keys]): Filter => ({ kind: 'keys', path: at, keys }))

const elementsOne = fc
  .tuple(
    fc.constantFrom('some', 'every', 'none'),
    fc.constantFrom('lt', 'gte', 'ne'),
    int,
    fc.boolean(),
  )
  .map(([quantifier, op, value, absent]): Filter => ({
    kind: 'elements',
    path: absent ? { ...lines, absent: [] } : lines,
    quantifier,
    of: { kind: 'compare', path: fields.int.at, op, value },
  }))

/** Filters of every kind, nested. */
export const filter: fc.Arbitrary<Filter> = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    compareOne,
    compareOne,
    listOne,
    keysOne,
    elementsOne,
    fc.array(tie('tree'), { maxLength: 4 }).map((of): Filter => ({ kind: 'and', of })),
    fc.array(tie('tree'), { maxLength: 4 }).map((of): Filter => ({ kind: 'or', of })),
    tie('tree').map((of): Filter => ({ kind: 'not', of })),
  ),
})).tree

/** An order of up to three fields, then the id. */
export const sort = fc
  .array(
    fc.tuple(
      fc.constantFrom(...Object.values<RandomField>(fields).map(({ at }) => at)),
      fc.constantFrom('asc', 'desc'),
    ),
    { maxLength: 3 },
  )
  .chain((keys) =>
    fc
      .constantFrom('asc', 'desc')
      .map((last) => [
        ...keys.map(([at, direction]) => ({ path: at, direction })),
        { path: path('id', idType), direction: last },
      ]),
  )
