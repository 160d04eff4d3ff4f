import { describe, expect, it } from 'vitest'
import { Misfit } from '../../src/fields/field.ts'
import { compareKeys, StoreKey } from '../../src/fields/key.ts'
import { idType } from '../../src/fields/id.ts'
import { listType } from '../../src/fields/list-type.ts'
import { bigintType, decimalType, intType } from '../../src/fields/numbers.ts'
import { everything, nothing, type Filter, type Path } from '../../src/query/filter.ts'
import { match } from '../../src/query/match.ts'
import type { Row } from '../../src/query/row.ts'
import * as p from './parts.ts'

const { and, compare, not, or } = p

function found(filter: Filter, rows: readonly Row[] = p.parts): string {
  return p.ids(rows.filter(match(filter)))
}

describe('operators on the parts', () => {
  it.each([
    [compare(p.stock, 'eq', 120), 'b1'],
    [compare(p.stock, 'gt', 92), 'b1 n1'],
    [compare(p.stock, 'gte', 92), 'b1 b2 n1'],
    [compare(p.stock, 'lt', 92), 'n2'],
    [compare(p.stock, 'lte', 92), 'b2 n2'],
    [compare(p.stock, 'between', [58, 120]), 'b1 b2 n2'],
    [compare(p.stock, 'between', [120, 58]), ''],
    [compare(p.stock, 'between', [92, 92]), 'b2'],
    [compare(p.stock, 'in', [58, 300]), 'n1 n2'],
    [compare(p.stock, 'in', []), ''],
    [compare(p.stock, 'nin', []), 'b1 b2 n1 n2 w1 x1'],
    [compare(p.stock, 'in', [null, 300]), 'n1 w1 x1'],
    [compare(p.stock, 'nin', [null, 300]), 'b1 b2 n2'],
    [compare(p.stock, 'nin', [300]), 'b1 b2 n2 w1 x1'],
    [compare(p.stock, 'eq', null), 'w1 x1'],
    [compare(p.stock, 'ne', null), 'b1 b2 n1 n2'],
    [compare(p.stock, 'ne', 120), 'b2 n1 n2 w1 x1'],
    [compare(p.stock, 'exists', true), 'b1 b2 n1 n2 w1'],
    [compare(p.stock, 'exists', false), 'x1'],
    [compare(p.stock, 'isNull', true), 'w1 x1'],
    [compare(p.stock, 'isNull', false), 'b1 b2 n1 n2'],
    [compare(p.title, 'contains', 'M3'), 'b1 n1'],
    [compare(p.title, 'contains', '('), 'b2'],
    [compare(p.title, 'contains', '.'), ''],
    [compare(p.title, 'contains', ''), 'b1 b2 n1 n2 w1 x1'],
    [compare(p.title, 'startsWith', 'Bolt M5 ('), 'b2'],
    [compare(p.title, 'endsWith', 'M3'), 'b1 n1'],
    [compare(p.title, 'matches', '^[BN]'), 'b1 b2 n1'],
    [compare(p.title, 'matches', '^n', true), 'n1 n2'],
    [compare(p.title, 'matches', 'ut'), 'n1 n2'],
    [compare(p.title, 'contains', 'M5', true), 'b2 n2'],
    [compare(p.title, 'eq', 'NUT M5', true), 'n2'],
    [compare(p.title, 'ne', 'NUT M5', true), 'b1 b2 n1 w1 x1'],
    [compare(p.title, 'in', ['washer', 'mystery'], true), 'w1 x1'],
    [compare(p.kind, 'in', [null, 'NUT'], true), 'n1 n2 x1'],
    [compare(p.kind, 'nin', [null, 'NUT'], true), 'b1 b2 w1'],
    [compare(p.tags, 'has', 'steel'), 'b1 b2'],
    [compare(p.tags, 'has', 'stee'), ''],
    [compare(p.tags, 'hasAll', ['metric', 'steel']), 'b1'],
    [compare(p.tags, 'hasAll', []), 'b1 b2 n1 n2'],
    [compare(p.tags, 'hasAny', ['brass', 'steel']), 'b1 b2 n1'],
    [compare(p.tags, 'hasAny', []), ''],
    [compare(p.tags, 'size', 2), 'b1 n1'],
    [compare(p.tags, 'size', 0), 'n2'],
    [compare(p.tags, 'isNull', true), 'w1 x1'],
    [compare(p.tags, 'exists', false), 'x1'],
    [compare(p.added, 'year', 2010), 'b1 b2'],
    [compare(p.added, 'month', 2), 'b1 n1'],
    [compare(p.added, 'day', 21), 'b1 n1'],
    [compare(p.added, 'lt', '2011-01-01'), 'b1 b2'],
    [compare(p.price, 'gt', '2'), 'b2 n2'],
    [compare(p.price, 'lt', '10'), 'b1 n1 n2'],
    [compare(p.price, 'eq', '1.2'), 'b1'],
    [compare(p.price, 'in', ['9.800', '0.3']), 'n1 n2'],
    [compare(p.id, 'gt', 'n1'), 'n2 w1 x1'],
  ])('%j', (filter, expected) => {
    expect(found(filter)).toBe(expected)
  })

  it('never holds of null or missing for order, text, list and date operators, and `not` of it always does', () => {
    const operators: Filter[] = [
      ...(['lt', 'lte', 'gt', 'gte'] as const).map((op) => compare(p.stock, op, 0)),
      compare(p.stock, 'between', [-1e9, 1e9]),
      ...(['contains', 'startsWith', 'endsWith', 'matches'] as const).map((op) =>
        compare(p.kind, op, ''),
      ),
      ...(['hasAll', 'hasAny'] as const).map((op) => compare(p.tags, op, [])),
      ...(['year', 'month', 'day'] as const).map((op) => compare(p.added, op, 1)),
    ]
    const empty: Row[] = [
      { id: 'missing' },
      { id: 'null', stock: null, kind: null, tags: null, added: null },
    ]
    for (const filter of operators) {
      expect(found(filter, empty)).toBe('')
      expect(found(not(filter), empty)).toBe('missing null')
    }
  })
})

describe('conditions together', () => {
  it('holds both of two conditions on one field and operator', () => {
    const twice = and(compare(p.stock, 'gte', 100), compare(p.stock, 'gte', 0))
    expect(found(twice)).toBe('b1 n1')
    expect(found(and(compare(p.stock, 'in', [58, 92]), compare(p.stock, 'in', [92, 120])))).toBe(
      'b2',
    )
    expect(found(and(not(compare(p.kind, 'eq', 'nut')), not(compare(p.kind, 'eq', 'bolt'))))).toBe(
      'w1 x1',
    )
  })

  it('negates an interval as a whole, null and missing included', () => {
    expect(found(not(compare(p.stock, 'between', [58, 120])))).toBe('n1 w1 x1')
  })

  it('is true of an `and` and false of an `or` of nothing', () => {
    expect(found(everything)).toBe('b1 b2 n1 n2 w1 x1')
    expect(found(nothing)).toBe('')
    expect(found(not(nothing))).toBe('b1 b2 n1 n2 w1 x1')
  })

  it('combines any number of operands', () => {
    const three = [
      compare(p.kind, 'eq', 'bolt'),
      compare(p.stock, 'gt', 100),
      compare(p.tags, 'has', 'metric'),
    ]
    expect(found(and(...three))).toBe('b1')
    expect(found(or(...three))).toBe('b1 b2 n1')
    expect(found(and(compare(p.kind, 'eq', 'bolt'), compare(p.stock, 'gt', 100)))).toBe('b1')
  })

  it('asks operands in order and stops at the first that decides', () => {
    const never: Filter = {
      kind: 'test',
      name: 'never',
      reads: null,
      test: () => expect.unreachable(),
    }
    expect(found(and(nothing, never))).toBe('')
    expect(found(or(everything, never, never))).toBe('b1 b2 n1 n2 w1 x1')
  })

  it('asks code about the whole row', () => {
    const short: Filter = {
      kind: 'test',
      name: 'short',
      reads: ['title'],
      test: (row) => String(row['title']).length < 7,
    }
    expect(found(short)).toBe('n1 n2 w1')
    expect(found(not(short))).toBe('b1 b2 x1')
  })
})

describe('conditions on nested values', () => {
  const until = p.path('loan.until', intType)
  const rows: Row[] = [
    { id: 'value', loan: { until: 5 } },
    { id: 'null', loan: { until: null } },
    { id: 'none', loan: {} },
    { id: 'nullLoan', loan: null },
    { id: 'noLoan' },
  ]

  it('reads a key below a missing or null object as missing', () => {
    expect(found(compare(until, 'exists', true), rows)).toBe('value null')
    expect(found(compare(until, 'isNull', true), rows)).toBe('null none nullLoan noLoan')
    expect(found(compare(until, 'lt', 9), rows)).toBe('value')
    expect(found(compare(until, 'ne', 5), rows)).toBe('null none nullLoan noLoan')
  })

  it('never mistakes what every object and list has for a field', () => {
    const odd = (name: string) => compare(p.path(name, p.textType), 'exists', true)
    const row: Row[] = [{ id: 1, tags: ['a'] }]
    for (const name of [
      'constructor',
      '__proto__',
      'toString',
      'tags.length',
      'tags.0',
      'id.length',
    ]) {
      expect(found(odd(name), row)).toBe('')
    }
    const own: Row = { id: 2, constructor: 'built' }
    expect(found(compare(p.path('constructor', p.textType), 'eq', 'built'), [own])).toBe('2')
  })

  it('takes what `absent` says for a missing list, but not for null, and not for `exists`', () => {
    const absent: Path = { ...p.tags, absent: [] }
    expect(found(compare(absent, 'isNull', true))).toBe('w1')
    expect(found(compare(absent, 'size', 0))).toBe('n2 x1')
    expect(found(compare(absent, 'hasAll', []))).toBe('b1 b2 n1 n2 x1')
    expect(found(compare(absent, 'exists', false))).toBe('x1')
  })
})

describe('conditions on lists of objects', () => {
  const price = p.path('price', intType)
  const lines: Path = p.path('lines', listType({ ...intType, operators: [] }))
  const rows: Row[] = [
    { id: 'all', lines: [{ price: 5 }, { price: 6 }] },
    { id: 'one', lines: [{ price: 5 }, { price: 1 }] },
    { id: 'hole', lines: [{ price: 5 }, {}] },
    { id: 'low', lines: [{ price: 1 }] },
    { id: 'empty', lines: [] },
    { id: 'null', lines: null },
    { id: 'missing' },
  ]
  const quantified = (quantifier: 'some' | 'every' | 'none', path = lines): Filter => ({
    kind: 'elements',
    path,
    quantifier,
    of: compare(price, 'gte', 5),
  })

  it.each([
    ['some', 'all one hole'],
    ['every', 'all empty'],
    ['none', 'low empty'],
  ] as const)('%s holds of %s', (quantifier, expected) => {
    expect(found(quantified(quantifier), rows)).toBe(expected)
  })

  it('is false on a missing or null list, and `not` of it true', () => {
    for (const quantifier of ['some', 'every', 'none'] as const) {
      expect(found(not(quantified(quantifier)), rows)).toMatch(/null missing$/)
    }
  })

  it('takes `absent: []` as an empty list', () => {
    const absent: Path = { ...lines, absent: [] }
    expect(found(quantified('every', absent), rows)).toBe('all empty missing')
    expect(found(quantified('none', absent), rows)).toBe('low empty missing')
    expect(found(quantified('some', absent), rows)).toBe('all one hole')
  })
})

describe('keys', () => {
  const hex = '5f43a1b2c3d4e5f60718293a'
  const author = p.path('author', idType)
  const rows: Row[] = [
    { id: 1, author: 10 },
    { id: 2, author: '10' },
    { id: 3, author: 10n },
    { id: 4, author: new StoreKey('objectId', hex) },
    { id: 5, author: hex },
    { id: 6, author: null },
    { id: 7 },
  ]

  it('are equal when they print alike', () => {
    expect(found(compare(author, 'eq', '10'), rows)).toBe('1 2 3')
    expect(found(compare(author, 'in', [10, hex]), rows)).toBe('1 2 3 4 5')
    expect(found(compare(author, 'ne', 10n), rows)).toBe('4 5 6 7')
    expect(
      found(
        { kind: 'keys', path: author, keys: [10, new StoreKey('objectId', hex.toUpperCase())] },
        rows,
      ),
    ).toBe('1 2 3 4 5')
    expect(found({ kind: 'keys', path: author, keys: [] }, rows)).toBe('')
  })

  it('are ordered by type first', () => {
    expect(found(compare(author, 'lt', '0'), rows)).toBe('1 3')
    expect(found(compare(author, 'gt', 99), rows)).toBe('2 4 5')
    expect(compareKeys(9_007_199_254_740_993n, 9_007_199_254_740_992)).toBeGreaterThan(0)
  })

  it('are reached through lists and lists of objects, nulls left out', () => {
    const deep: Row[] = [
      { id: 'list', tags: [1, 2] },
      { id: 'objects', lines: [{ product: null }, { product: 2 }, {}] },
      { id: 'lists', lines: [{ product: [3, 2] }] },
      { id: 'none', tags: null, lines: [] },
    ]
    const reach = (dotted: string): Filter => ({
      kind: 'keys',
      path: p.path(dotted, idType),
      keys: ['2'],
    })
    expect(found(reach('tags'), deep)).toBe('list')
    expect(found(reach('lines.product'), deep)).toBe('objects lists')
    expect(
      found(
        { kind: 'keys', path: p.path('lines.product', idType), keys: ['null', 'undefined'] },
        deep,
      ),
    ).toBe('')
  })
})

describe('equality by value', () => {
  it('takes moments, decimals and big integers as what they are worth', () => {
    const rows: Row[] = [
      { id: 1, at: new Date(5), price: '1.50', big: 2n ** 70n, tags: ['1.0', '2'] },
    ]
    expect(found(compare(p.path('at', p.datetime.type), 'eq', new Date(5)), rows)).toBe('1')
    expect(
      found(compare(p.path('at', p.datetime.type), 'in', [new Date(6), new Date(5)]), rows),
    ).toBe('1')
    expect(found(compare(p.path('price', decimalType), 'nin', ['1.5']), rows)).toBe('')
    expect(found(compare(p.path('big', bigintType), 'eq', 2n ** 70n), rows)).toBe('1')
    expect(
      found(compare(p.path('tags', listType(decimalType)), 'hasAll', ['1.00', '2.0']), rows),
    ).toBe('1')
  })
})

describe('dates among the snapshots', () => {
  const count = (filter: Filter) => p.snapshots.filter(match(filter)).length
  const of = (user: number) => compare(p.user, 'eq', user)

  it('are cut into parts in UTC', () => {
    expect(count(and(of(1), compare(p.datetime, 'month', 3)))).toBe(31)
    expect(count(and(of(1), compare(p.datetime, 'month', 4)))).toBe(9)
    expect(count(compare(p.datetime, 'day', 12))).toBe(9)
    expect(count(compare(p.datetime, 'year', 2019))).toBe(1000)
    expect(count(compare(p.datetime, 'year', 2020))).toBe(48)
    const late: Row[] = [
      { id: 1, datetime: new Date('1992-03-04T22:00:00Z') },
      { id: 2, datetime: new Date('0099-12-31T23:59:59.999Z') },
    ]
    expect(found(compare(p.datetime, 'day', 4), late)).toBe('1')
    expect(found(compare(p.datetime, 'year', 99), late)).toBe('2')
  })

  it('lie between two moments, both included', () => {
    const ends = [new Date('2019-12-04T08:08:14.039Z'), new Date('2019-12-04T08:08:20.672Z')]
    expect(count(and(of(42), compare(p.datetime, 'between', ends)))).toBe(100)
  })
})

describe('match', () => {
  it('refuses a pattern that is none, in words', () => {
    expect(() => match(compare(p.title, 'matches', 'a('))).toThrow(Misfit)
    expect(() => match(compare(p.title, 'matches', 'a('))).toThrow(
      /"a\(" is not a pattern.*missing closing \)/,
    )
  })

  it('refuses a linked condition: the gateway resolves it first', () => {
    const ends = { to: 'authors', near: p.path('author', idType), far: p.id }
    expect(() => match({ kind: 'linked', link: ends, quantifier: 'one', of: everything })).toThrow(
      /linked authors/,
    )
  })
})
