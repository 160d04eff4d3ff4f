import * as fc from 'fast-check'
import type { Field, FieldType } from '../../src/fields/field.ts'
import { idType } from '../../src/fields/id.ts'
import { StoreKey } from '../../src/fields/key.ts'
import type { Filter, Path } from '../../src/query/filter.ts'
import type { Sort } from '../../src/query/sort.ts'
import type { Figure, GroupKey } from '../../src/query/summary.ts'
import { fields } from './mongodb-random-documents.ts'

interface Inner {
  readonly of?: Field & { readonly fields?: object }
  readonly fields?: object
}

export function fieldAt(names: readonly string[]): Field | undefined {
  let members: Readonly<Record<string, Field>> = fields as unknown as Readonly<
    Record<string, Field>
  >
  let field: Field | undefined
  for (const name of names) {
    field = members[name]
    const { of, fields: own } = (field ?? {}) as Inner
    members = (own ?? of?.fields ?? {}) as Readonly<Record<string, Field>>
  }
  return field
}

export function path(dotted: string, element?: string): Path {
  const names = dotted.split('.')
  if (dotted === 'id') return { names, type: idType }
  const field = fieldAt(element ? [element, ...names] : names)
  if (!field) throw new Error(`no field ${dotted}`)
  const { absent } = field.options as { absent?: unknown }
  return { names, type: field.type as FieldType, ...(absent !== undefined && { absent }) }
}

const oid = new StoreKey('objectId', '5f0000000000000000000001')
const uuid = new StoreKey('uuid', '123e4567-e89b-42d3-a456-426614174000')
const keys = [
  1,
  '1',
  2,
  'a',
  'b',
  oid,
  uuid,
  String(oid),
  String(uuid),
  9007199254740993n,
  'no',
  '',
]

const operands: Readonly<Record<string, readonly unknown[]>> = {
  string: ['a', 'b', 'B', '', 'é', 'a%', 'É', 'ab', '\ud800'],
  oneOf: ['x', 'y', 'é'],
  int: [0, 1, 2, -3, 2 ** 31 - 1],
  float: [0.1, 0.25, 1, -2, 2, 2 ** 53],
  bigint: [1n, 5n, 9007199254740993n, 12345678901234567890n, 10n ** 33n],
  decimal: ['7.5', '7.50', '0.1', '-0.1', '7', '1000', '0.1000000000000001'],
  datetime: [
    new Date('2026-01-02T03:04:05.678Z'),
    new Date(0),
    new Date(5),
    new Date('1999-06-01'),
  ],
  date: ['2020-02-29', '1999-12-31', '2021-03-01'],
  time: ['10:00:00', '10:00:00.500', '12:00:00'],
  bool: [true, false],
  uuid: [String(uuid), 'ffffffff-0000-4000-8000-000000000000'],
  json: [1, 'a', { a: [1] }, [1, 2]],
  ref: keys,
}

const plain = [
  'id',
  'text',
  'kind',
  'whole',
  'real',
  'big',
  'price',
  'at',
  'day',
  'clock',
  'flag',
  'token',
  'owner',
]
const nested = [
  'inner.s',
  'inner.n',
  'inner.r',
  'inner.when',
  'inner.z',
  'inner.deeper.s',
  'moved',
  'far.s',
  'far.n',
]
const inLists = ['s', 'n', 'r', 'when', 'z']

function operandsOf(at: Path, element?: string): readonly unknown[] {
  if (at.names[0] === 'id') return keys
  const field = fieldAt(element ? [element, ...at.names] : at.names)
  const { of } = (field ?? {}) as Inner
  return operands[of?.kind ?? (field?.kind === 'refsList' ? 'ref' : (field?.kind ?? ''))] ?? []
}

function compare(name: string, element?: string): fc.Arbitrary<Filter> {
  const at = path(name, element)
  const value = fc.constantFrom(...operandsOf(at, element))
  const make = (op: string, of: unknown, more = {}): Filter =>
    ({ kind: 'compare', path: at, op, value: of, ...more }) as Filter
  const asked: fc.Arbitrary<Filter>[] = [
    fc
      .tuple(fc.constantFrom('eq', 'ne'), fc.option(value, { freq: 6 }))
      .map(([op, of]) => make(op, of)),
    fc
      .tuple(
        fc.constantFrom('in', 'nin'),
        fc.array(fc.option(value, { freq: 6 }), { maxLength: 3 }),
      )
      .map(([op, of]) => make(op, of)),
    fc.tuple(fc.constantFrom('exists', 'isNull'), fc.boolean()).map(([op, of]) => make(op, of)),
  ]
  if (at.type.operators.includes('lt')) {
    asked.push(
      fc.tuple(fc.constantFrom('lt', 'lte', 'gt', 'gte'), value).map(([op, of]) => make(op, of)),
      fc.tuple(value, value).map((of) => make('between', of)),
    )
  }
  if (at.type.operators.includes('contains')) {
    asked.push(
      fc
        .tuple(
          fc.constantFrom('contains', 'startsWith', 'endsWith', 'eq', 'ne'),
          value,
          fc.boolean(),
        )
        .map(([op, of, ignoreCase]) => make(op, of, { ignoreCase })),
    )
  }
  if (at.type.operators.includes('year')) {
    asked.push(
      fc
        .constantFrom(
          ['year', 2020],
          ['year', 2025],
          ['month', 1],
          ['month', 2],
          ['day', 29],
          ['day', 1],
        )
        .map(([op, of]) => make(String(op), of)),
    )
  }
  return fc.oneof(...asked)
}

function listed(name: string): fc.Arbitrary<Filter> {
  const at = path(name)
  const value = fc.constantFrom(...operandsOf(at))
  const some = fc.array(value, { maxLength: 2 })
  const make = (op: string, of: unknown): Filter =>
    ({ kind: 'compare', path: at, op, value: of }) as Filter
  return fc.oneof(
    value.map((of) => make('has', of)),
    fc.tuple(fc.constantFrom('hasAll', 'hasAny'), some).map(([op, of]) => make(op, of)),
    fc.nat(2).map((of) => make('size', of)),
    fc.tuple(fc.constantFrom('exists', 'isNull'), fc.boolean()).map(([op, of]) => make(op, of)),
  )
}

const keyed: fc.Arbitrary<Filter> = fc
  .tuple(
    fc.constantFrom(
      'owner',
      'refs',
      'inner.r',
      'parts.r',
      'id',
      'text',
      'whole',
      'parts.s',
      'parts.n',
    ),
    fc.array(fc.constantFrom(...keys), { maxLength: 3 }),
  )
  .map(([name, of]) => ({ kind: 'keys', path: path(name), keys: of }))

function tree(leaf: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 2 },
      { weight: 4, arbitrary: leaf },
      {
        weight: 1,
        arbitrary: fc
          .array(tie('filter'), { maxLength: 3 })
          .map((of): Filter => ({ kind: 'and', of })),
      },
      {
        weight: 1,
        arbitrary: fc
          .array(tie('filter'), { maxLength: 3 })
          .map((of): Filter => ({ kind: 'or', of })),
      },
      { weight: 1, arbitrary: tie('filter').map((of): Filter => ({ kind: 'not', of })) },
    ),
  })).filter
}

const elements: fc.Arbitrary<Filter> = fc
  .tuple(
    fc.constantFrom('some', 'every', 'none'),
    tree(fc.oneof(...inLists.map((name) => compare(name, 'parts')))),
  )
  .map(([quantifier, of]): Filter => ({ kind: 'elements', path: path('parts'), quantifier, of }))

const objects: fc.Arbitrary<Filter> = fc
  .tuple(
    fc.constantFrom('inner', 'parts', 'far', 'inner.deeper', 'any'),
    fc.constantFrom('exists', 'isNull'),
    fc.boolean(),
  )
  .map(([name, op, value]) => ({ kind: 'compare', path: path(name), op, value }) as Filter)

const lists = ['tags', 'counts', 'prices', 'moments', 'refs', 'empty', 'inner.deeper.tags']

/** Any filter over the random collections. */
export const filters: fc.Arbitrary<Filter> = tree(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.oneof(...[...plain, ...nested, 'any'].map((name) => compare(name))),
    },
    { weight: 2, arbitrary: fc.oneof(...lists.map(listed)) },
    keyed,
    elements,
    objects,
  ),
)

/** Any order; the id decides at last. */
export const sorts: fc.Arbitrary<Sort> = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom(...plain.slice(1), ...nested), fc.constantFrom('asc', 'desc')),
    {
      maxLength: 2,
      selector: ([name]) => name,
    },
  )
  .chain((all) => fc.constantFrom('asc', 'desc').map((last) => [...all, ['id', last] as const]))
  .map((all) =>
    all.map(([name, direction]) => ({ path: path(name), direction: direction as 'asc' | 'desc' })),
  )

const figures: fc.Arbitrary<Figure> = fc
  .tuple(
    fc.constantFrom('sum', 'avg', 'min', 'max', 'distinct', 'distinctCount'),
    fc.constantFrom(
      ...plain,
      ...nested,
      'tags',
      'counts',
      'prices',
      'refs',
      'parts.n',
      'parts.s',
      'moments',
    ),
  )
  .map(([fn, name]): Figure => {
    const at = path(name)
    const { number } = at.type.element ?? at.type
    return {
      fn: (fn === 'sum' || fn === 'avg') && !number ? 'min' : (fn as Figure['fn']),
      path: at,
    }
  })

const groupKeys: fc.Arbitrary<GroupKey> = fc.oneof(
  fc
    .constantFrom(
      ...plain,
      ...nested,
      'tags',
      'counts',
      'prices',
      'refs',
      'parts.n',
      'parts.s',
      'moments',
      'empty',
    )
    .map((name): GroupKey => ({ path: path(name), part: 'value' })),
  fc
    .tuple(
      fc.constantFrom('at', 'day', 'inner.when', 'moments', 'parts.when'),
      fc.constantFrom('year', 'month', 'day'),
    )
    .map(([name, part]) => ({ path: path(name), part: part as GroupKey['part'] })),
)

export const summaries = fc.record({
  filter: fc.oneof({ weight: 2, arbitrary: filters }, fc.constant<Filter>({ kind: 'and', of: [] })),
  by: fc.array(groupKeys, { maxLength: 2 }),
  figures: fc.array(figures, { maxLength: 3 }),
})

export const keyLists = fc.record({
  name: fc.constantFrom('owner', 'refs', 'inner.r', 'parts.r', 'text', 'whole'),
  keys: fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 5 }),
})
