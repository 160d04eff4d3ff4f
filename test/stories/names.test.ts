import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, oneOf, object, selection, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import type { Bench } from '../support/engine.ts'
import { dataOf, openStory } from '../support/placements.ts'

const books = collection('Book', {
  store: 'library',
  fields: {
    title: string(),
    genre: oneOf(['novel', 'essay']),
    author: ref('authors', { reverse: 'books' }),
    country: ref('countries', { by: 'cca2' }),
    countries: refsList('countries', { by: 'cca2' }),
    tags: refsList('bookTags', { reverse: 'books', owns: true }),
    loan: object({ user: ref('authors'), kind: oneOf(['short', 'long']) }),
  },
})
const french = selection(books, { where: { title: { isNull: false } } })
const titles = selection(books, { show: { title: '$.title' } })
const authors = collection('Author', {
  store: 'library',
  fields: { name: string(), books: refsList('books', { reverse: 'author' }) },
})
const countries = collection('Country', {
  store: 'library',
  fields: { cca2: string({ unique: true, required: true }) },
})
const bookTags = collection('BookTag', {
  store: 'library',
  fields: { word: string(), books: refsList('books', { reverse: 'tags' }) },
})
const sheep = collection('Sheep', { store: 'library', plural: 'flock', fields: { name: string() } })

const modules = {
  books: { default: books, french, titles },
  authors: { default: authors },
  countries: { default: countries },
  bookTags: { default: bookTags },
  sheep: { default: sheep },
}

let api: Bench
beforeAll(async () => {
  api = await openStory('memory', { modules, rows: {} })
})
afterAll(() => api.close())

const text = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }'

/** A type as it prints: `[Book!]!`. */
function printed(type: { kind: string; name: string; ofType: never }): string {
  if (type.kind === 'NON_NULL') return `${printed(type.ofType)}!`
  return type.kind === 'LIST' ? `[${printed(type.ofType)}]` : type.name
}

async function fieldsOf(name: string): Promise<Record<string, string>> {
  const { __type: type } = await dataOf(
    api,
    `{ __type(name: "${name}") { fields { name type { ${text} } } inputFields { name type { ${text} } } } }`,
  )
  const fields: { name: string; type: never }[] = type?.fields ?? type?.inputFields ?? []
  return Object.fromEntries(fields.map((field) => [field.name, printed(field.type)]))
}

describe('Names', () => {
  it('of root fields come from the type and the module, or from plural', async () => {
    expect(await fieldsOf('Query')).toMatchObject({
      book: 'Book',
      booksByIds: '[Book]',
      books: 'BookConnection',
      booksSummary: 'BooksSummary',
      booksGroups: '[BooksGroup!]',
      frenchBooks: 'BookConnection',
      bookTag: 'BookTag',
      bookTags: 'BookTagConnection',
      bookTagsSummary: 'BookTagsSummary',
      sheep: 'Sheep',
      flock: 'SheepConnection',
      flockByIds: '[Sheep]',
      flockSummary: 'FlockSummary',
    })
  })

  it('of types and inputs say what they belong to', async () => {
    const { __schema: schema } = await dataOf(api, '{ __schema { types { name } } }')
    const names = schema.types.map(({ name }: { name: string }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'BookWhere',
        'BookSort',
        'BookConnection',
        'BookEdge',
        'BooksSummary',
        'BooksGroup',
        'BooksGroupBy',
        'BooksHaving',
        'BooksGroupSort',
        'BookLoan',
        'BookLoanWhere',
        'BookGenre',
        'BookLoanKind',
        'SortDirection',
        'PageInfo',
      ]),
    )
  })

  it('of stored keys stand beside the links, on the owning side', async () => {
    expect(await fieldsOf('Book')).toMatchObject({
      id: 'ID!',
      authorId: 'ID',
      author: 'Author',
      countryCca2: 'String',
      country: 'Country',
      countriesCca2s: '[String!]',
      countries: 'CountryConnection',
      tagsIds: '[ID!]',
      tags: 'BookTagConnection',
      loan: 'BookLoan',
    })
    expect(await fieldsOf('BookLoan')).toMatchObject({ userId: 'ID', user: 'Author' })
    expect(Object.keys(await fieldsOf('BookTag'))).not.toContain('booksIds')
    expect(Object.keys(await fieldsOf('Author'))).not.toContain('booksIds')
    const where = await fieldsOf('BookWhere')
    expect(Object.keys(where)).toEqual(
      expect.arrayContaining([
        'id',
        'authorId',
        'author',
        'countryCca2',
        'countriesCca2s',
        'tagsIds',
        'tags',
        'and',
        'or',
        'not',
      ]),
    )
    expect(Object.keys(await fieldsOf('AuthorWhere'))).not.toContain('booksIds')
  })

  it('that both be the query for one and for many are refused with a way out', async () => {
    const same = { sheep: { default: collection('Sheep', { store: 'library', fields: {} }) } }
    await expect(openStory('memory', { modules: same, rows: {} })).rejects.toThrow(/plural/)
  })

  it('that clash with a declared type are start-up mistakes', async () => {
    const clash = {
      ...modules,
      genres: { default: collection('BookGenre', { store: 'library', fields: { x: string() } }) },
    }
    await expect(openStory('memory', { modules: clash, rows: {} })).rejects.toThrow(/BookGenre/)
  })
})

describe('The surface', () => {
  it('has no mutation, subscription or input for what cannot be done', async () => {
    const { __schema: schema } = await dataOf(
      api,
      '{ __schema { mutationType { name } subscriptionType { name } types { name } } }',
    )
    expect(schema.mutationType).toBeNull()
    expect(schema.subscriptionType).toBeNull()
    expect(
      schema.types
        .map(({ name }: { name: string }) => name)
        .filter((name: string) => /Create|Update|Bulk/.test(name)),
    ).toEqual([])
  })

  it('is nullable everywhere but on ids, counts, page information and inside connections', async () => {
    const { __schema: schema } = await dataOf(
      api,
      `{ __schema { types { kind name fields { name type { ${text} } } } } }`,
    )
    const strict = schema.types
      .filter(
        ({ kind, name }: { kind: string; name: string }) =>
          kind === 'OBJECT' && !name.startsWith('__'),
      )
      .flatMap((type: { name: string; fields: { name: string; type: never }[] }) =>
        type.fields.map((field) => `${field.name}: ${printed(field.type)}`),
      )
      .filter((field: string) => field.endsWith('!'))
    const kinds = new Set<string>(
      strict.map((field: string) =>
        field
          .replace(/\b[A-Z]\w*(Edge|Title|Titles)\b/g, '$1')
          .replace(/: \[?(Book|Author|Country|BookTag|Sheep)!/, (all) => all.replace(/\w+!/, 'T!')),
      ),
    )
    for (const field of kinds)
      expect(field).toMatch(
        /^(id: ID!|count: Int!|pageInfo: PageInfo!|has(Next|Previous)Page: Boolean!|cursor: String!|nodes: \[\w+!\]!|edges: \[\w+!\]!|node: \w+!)$/,
      )
    expect(kinds.size).toBeGreaterThan(7)
  })

  it('takes the same arguments on collections, selections and lists of links', async () => {
    const { __type: query } = await dataOf(
      api,
      '{ __type(name: "Query") { fields { name args { name } } } }',
    )
    const of = (fields: { name: string; args: { name: string }[] }[], name: string) =>
      fields
        .find((field) => field.name === name)
        ?.args.map((arg) => arg.name)
        .toSorted()
    const all = ['after', 'before', 'first', 'last', 'skip', 'sort', 'where']
    expect(of(query.fields, 'books')).toEqual(all)
    expect(of(query.fields, 'frenchBooks')).toEqual(all)
    expect(of(query.fields, 'titlesBooks')).toEqual(all)
    expect(of(query.fields, 'booksSummary')).toEqual(['where'])
    expect(of(query.fields, 'booksGroups')).toEqual([
      'by',
      'first',
      'having',
      'skip',
      'sort',
      'where',
    ])
    const { __type: author } = await dataOf(
      api,
      '{ __type(name: "Author") { fields { name args { name } } } }',
    )
    expect(of(author.fields, 'books')).toEqual(all)
  })

  it('says oneOf of the inputs of sorts and groups', async () => {
    for (const name of ['BookSort', 'BooksGroupBy', 'BooksGroupSort']) {
      const { __type: type } = await dataOf(api, `{ __type(name: "${name}") { isOneOf } }`)
      expect({ name, type }).toEqual({ name, type: { isOneOf: true } })
    }
  })

  it('tells where its scalars are specified', async () => {
    const { __schema: schema } = await dataOf(
      api,
      '{ __schema { types { kind name specifiedByURL } } }',
    )
    const own = schema.types.filter(
      ({ kind, name }: { kind: string; name: string }) =>
        kind === 'SCALAR' && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
    )
    for (const scalar of own) expect(scalar.specifiedByURL).toMatch(/^https:/)
    expect(own.length).toBeGreaterThan(0)
  })
})
