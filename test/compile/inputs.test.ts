import {
  getNamedType,
  isInputObjectType,
  parse,
  validate,
  type GraphQLInputField,
  type GraphQLInputObjectType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import { sortKeys } from '../../src/model/sort.ts'
import { whereFilter } from '../../src/model/where.ts'
import { libraryModel } from '../support/library-model.ts'

const schema = compileSchema(libraryModel)

function mistakes(document: string): string[] {
  return validate(schema, parse(document)).map((error) => error.message)
}

function books(args: string): string[] {
  return mistakes(`{ books(${args}) { totalCount } }`)
}

function groups(args: string, selection = 'count'): string[] {
  return mistakes(`{ booksGroups(${args}) { ${selection} } }`)
}

function input(name: string): GraphQLInputObjectType {
  const type = schema.getType(name)
  if (!isInputObjectType(type)) throw new Error(`${name} is no input`)
  return type
}

function names(name: string): string[] {
  return Object.keys(input(name).getFields()).toSorted()
}

describe('where', () => {
  it.each([
    'where: {}',
    'where: { title: { eq: null }, pages: { in: [1, null], between: [1, 2] } }',
    'where: { title: { contains: "e", ignoreCase: true }, not: { genre: { eq: short_story } } }',
    'where: { and: [{ or: [] }, { loan: { until: { year: 2026, month: 1, day: 2 } } }] }',
    'where: { author: { isNull: true }, authorId: { in: ["1", 2] } }',
    'where: { author: { country: { cca2: { eq: "FR" } }, name: { matches: "^J" } } }',
    'where: { author: { not: { books: { none: { long: { eq: true } } } } } }',
    'where: { tags: { has: "a", hasAll: [], size: 3 }, moods: { hasAny: [XL2] }, shelvesIds: { has: 1 } }',
    'where: { copies: { some: { state: { eq: lost }, keeper: { name: { eq: "Ada" } } }, size: 2 } }',
    'where: { loan: { isNull: false, terms: { exists: true, fine: { lt: "1.5" } } } }',
    'where: { reviews: { every: { stars: { gte: 3 } } }, isbn: { eq: "9780141439587" } }',
    'where: { extra: { eq: { binding: "cloth" } }, price: { gte: 9.50 } }',
  ])('takes %s', (args) => {
    expect(books(args)).toEqual([])
  })

  it.each([
    ['where: { isNull: true }', 'isNull'],
    ['where: { note: { eq: "x" } }', 'note'],
    ['where: { cost: { eq: "1" } }', 'cost'],
    ['where: { title: { matches: "x" } }', 'matches'],
    ['where: { genre: { lt: novel } }', 'lt'],
    ['where: { genre: { eq: tragedy } }', 'tragedy'],
    ['where: { genre: { eq: "novel" } }', 'novel'],
    ['where: { pages: { eq: "7" } }', '"7"'],
    ['where: { pages: { between: [1, null] } }', 'null'],
    ['where: { tags: { eq: ["a"] } }', 'eq'],
    ['where: { tags: { hasAll: [null] } }', 'null'],
    ['where: { reviews: { isNull: true } }', 'isNull'],
    ['where: { author: { exists: true } }', 'exists'],
    ['where: { copies: { number: { eq: 1 } } }', 'number'],
    ['where: { citation: { eq: "x" } }', 'citation'],
    ['where: { ledger: { id: { eq: 1 } } }', 'ledger'],
  ])('refuses %s', (args, named) => {
    expect(books(args).join()).toContain(named)
  })

  it('has one filter per scalar, whichever collection asks', () => {
    expect(String(input('BookWhere').getFields()['published']?.type)).toBe('DateFilter')
    expect(String(input('AuthorWhere').getFields()['born']?.type)).toBe('DateFilter')
    expect(String(input('AuthorWhere').getFields()['name']?.type)).toBe('StringMatchesFilter')
    expect(
      names('StringMatchesFilter').filter((name) => !names('StringFilter').includes(name)),
    ).toEqual(['matches'])
    expect(names('DateTimeFilter')).toEqual([
      'between',
      'day',
      'eq',
      'exists',
      'gt',
      'gte',
      'in',
      'isNull',
      'lt',
      'lte',
      'month',
      'ne',
      'nin',
      'year',
    ])
    expect(names('StringListFilter')).toEqual([
      'exists',
      'has',
      'hasAll',
      'hasAny',
      'isNull',
      'size',
    ])
    expect(names('BookListWhere')).toEqual(['every', 'none', 'some'])
    expect(names('BookCopiesListWhere')).toEqual([
      'every',
      'exists',
      'isNull',
      'none',
      'size',
      'some',
    ])
  })

  it('offers nothing that the translator does not know, and all that it does', () => {
    for (const collection of libraryModel.collections.values()) {
      if (collection.hidden) continue
      const paths = pathsOf(input(collection.names.where), 3)
      expect(paths.length).toBeGreaterThan(5)
      for (const path of paths) {
        const where = nested(path, undefined)
        const { issues } = whereFilter({
          model: libraryModel,
          collection,
          where,
          mayRead: () => true,
        })
        expect(issues, path.join('.')).toEqual([])
      }
    }
  })
})

/** Paths down to filters, links followed as far as `depth` goes; with an operator that every value takes. */
function pathsOf(type: GraphQLInputObjectType, depth: number): string[][] {
  if (type.name.endsWith('Filter')) return presence(type)
  if (depth === 0) return []
  return Object.values(type.getFields()).flatMap((one) => {
    const inner = getNamedType(one.type)
    if (!isInputObjectType(inner)) return [[one.name]]
    return pathsOf(inner, depth - 1).map((path) => [one.name, ...path])
  })
}

function presence(type: GraphQLInputObjectType): string[][] {
  return ['isNull', 'exists'].filter((name) => name in type.getFields()).map((name) => [name])
}

function nested(path: readonly string[], end: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return end
  const value = rest.length === 0 ? (end ?? (name === 'size' ? 1 : true)) : nested(rest, end)
  return { [name]: name === 'and' || name === 'or' ? [value] : value }
}

describe('sort', () => {
  it.each([
    'sort: [{ title: ASC }, { id: DESC }]',
    'sort: [{ author: { country: { name: ASC } } }, { authorId: DESC }]',
    'sort: [{ loan: { terms: { fine: ASC } } }, { long: DESC }, { genre: ASC }]',
    'sort: { title: ASC }',
  ])('takes %s', (args) => {
    expect(books(args)).toEqual([])
  })

  it.each([
    ['sort: [{ title: ASC, pages: DESC }]', 'one key'],
    ['sort: [{ tags: ASC }]', 'tags'],
    ['sort: [{ copies: { number: ASC } }]', 'copies'],
    ['sort: [{ reviews: { stars: ASC } }]', 'reviews'],
    ['sort: [{ extra: ASC }]', 'extra'],
    ['sort: [{ shelvesIds: ASC }]', 'shelvesIds'],
    ['sort: [{ title: asc }]', 'asc'],
    ['sort: [{ title: null }]', 'title'],
  ])('refuses %s', (args, named) => {
    expect(books(args).join()).toContain(named)
  })

  it('offers what the translator sorts by', () => {
    for (const collection of libraryModel.collections.values()) {
      if (collection.hidden) continue
      for (const path of sortPaths(input(collection.names.sort), 4)) {
        const { sort, issues } = sortKeys({
          model: libraryModel,
          collection,
          sort: [nested(path, 'asc')],
          mayRead: () => true,
        })
        expect(issues, path.join('.')).toEqual([])
        expect(sort.at(-1)?.path.names).toEqual(['id'])
      }
    }
  })
})

function sortPaths(type: GraphQLInputObjectType, depth: number): string[][] {
  if (depth === 0) return []
  return Object.values(type.getFields()).flatMap((one: GraphQLInputField) => {
    const inner = getNamedType(one.type)
    return isInputObjectType(inner)
      ? sortPaths(inner, depth - 1).map((path) => [one.name, ...path])
      : [[one.name]]
  })
}

describe('pages', () => {
  it('say how many items come without and at most', () => {
    const books = schema.getQueryType()?.getFields()['books']
    const told = books?.args.find((arg) => arg.name === 'first')?.description
    expect(told).toContain('at most 50; 10 without')
  })
})

describe('summaries', () => {
  it.each([
    'count sum { pages price weight loan { terms { fine renewals } } } avg { pages price }',
    'min { id title authorId due loan { until userId } } max { opens isbn: title }',
    'distinct { genre tags moods shelvesIds authorId extra loan { terms { renewals } } } distinctCount { id long: genre }',
  ])('give %s', (selection) => {
    expect(mistakes(`{ booksSummary { ${selection} } }`)).toEqual([])
  })

  it.each([
    ['sum { title }', 'title'],
    ['avg { published }', 'published'],
    ['sum { ratings }', 'ratings'],
    ['min { genre }', 'genre'],
    ['max { tags }', 'tags'],
    ['min { isbn }', 'isbn'],
    ['distinct { copies }', 'copies'],
    ['distinct { note }', 'note'],
    ['distinct { author }', 'author'],
    ['max { long }', 'long'],
  ])('have no %s', (selection, named) => {
    expect(mistakes(`{ booksSummary { ${selection} } }`).join()).toContain(`"${named}"`)
  })

  it('sum ordinary numbers as Float and exact ones as Decimal, and count with Int', () => {
    const type = (name: string, field: string) => {
      const of = schema.getType(name)
      return String(of && 'getFields' in of ? of.getFields()[field]?.type : of)
    }
    expect([
      type('BooksSum', 'pages'),
      type('BooksAvg', 'weight'),
      type('BooksSum', 'price'),
    ]).toEqual(['Float', 'Float', 'Decimal'])
    expect([type('CountriesSum', 'population'), type('CountriesAvg', 'population')]).toEqual([
      'Decimal',
      'Decimal',
    ])
    expect([type('BooksMin', 'pages'), type('CountriesMax', 'population')]).toEqual([
      'Int',
      'BigInt',
    ])
    expect([type('BooksDistinct', 'tags'), type('BooksDistinct', 'genre')]).toEqual([
      '[String!]',
      '[BookGenre!]',
    ])
    expect(type('BooksDistinctCount', 'tags')).toBe('Int')
  })

  it('leave out a function in which no field has a part', () => {
    const of = schema.getType('UsersSummary')
    expect(of && 'getFields' in of ? Object.keys(of.getFields()) : []).toEqual([
      'count',
      'min',
      'max',
      'distinct',
      'distinctCount',
    ])
  })
})

describe('groups', () => {
  it.each([
    'by: [{ genre: true }, { author: { country: { name: true } } }, { due: { year: true } }, { loan: { until: { month: true } } }]',
    'by: [{ tags: true }, { authorId: true }, { id: true }, { long: true }, { author: { mentor: { id: true } } }]',
    'by: [{ genre: true }], sort: [{ count: DESC }, { key: { genre: ASC } }, { sum: { pages: DESC } }, { key: { due: { year: ASC } } }]',
    'by: [{ genre: true }], sort: [{ key: { author: { name: ASC } } }, { max: { loan: { until: DESC } } }], first: 3, skip: 1',
    'by: [{ genre: true }], having: { count: { gte: 2 }, sum: { pages: { gt: 1.5 }, price: { lt: "3.00" } } }',
    'by: [{ genre: true }], having: { min: { title: { startsWith: "A" } }, distinct: { tags: { has: "x" } } }',
  ])('take %s', (args) => {
    expect(groups(args)).toEqual([])
  })

  it.each([
    ['by: [{ genre: true, due: { year: true } }]', 'one key'],
    ['by: [{ due: true }]', 'DateTimeGroupBy'],
    ['by: [{ copies: { state: true } }]', 'copies'],
    ['by: [{ reviews: { stars: true } }]', 'reviews'],
    ['by: [{ citation: true }]', 'citation'],
    ['by: [{ genre: true }], sort: [{ distinct: { genre: ASC } }]', 'distinct'],
    ['by: [{ genre: true }], sort: [{ genre: ASC }]', 'genre'],
    ['by: [{ genre: true }], having: { genre: { eq: novel } }', 'genre'],
    ['by: [{ genre: true }], having: { or: [{ count: { gt: 1 } }] }', 'or'],
    ['first: 3', 'by'],
  ])('refuse %s', (args, named) => {
    expect(groups(args).join()).toContain(named)
  })

  it('answer keys of the shape of by, whose values may be null', () => {
    const key =
      'key { genre id tags long due { value year month day } loan { until { day } userId } author { name country { cca2 } } }'
    expect(groups('by: [{ genre: true }]', `${key} count sum { pages } distinct { tags }`)).toEqual(
      [],
    )
    const type = schema.getType('BooksGroupKey')
    const types =
      type && 'getFields' in type
        ? Object.values(type.getFields()).map((one) => String(one.type))
        : []
    expect(types.filter((one) => one.endsWith('!') || one.startsWith('['))).toEqual([])
  })
})

describe('documents', () => {
  it('select connections, links with arguments, objects and shown columns', () => {
    expect(
      mistakes(`query Q($where: BookWhere, $sort: [BookSort!]) {
        book(id: 1) { id title author { name books(first: 2, sort: [{ title: ASC }]) { nodes { id } } } authorId }
        booksByIds(ids: ["1", 2]) { copies { number keeper { name } } meta { createdAt } }
        books(where: $where, sort: $sort, last: 2, before: "x") {
          edges { cursor node { loan { user { profile { motto } } terms { fine } } } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
        }
        frenchBooks(where: $where, skip: 1) { nodes { title shelves } edges { node { cites } } }
      }`),
    ).toEqual([])
  })
})
