/** A small library whose links are of every sort, for the tests of this folder. */

import {
  bool,
  bytes,
  date,
  datetime,
  decimal,
  int,
  json,
  list,
  object,
  oneOf,
  ref,
  refsList,
  string,
} from '../../src/fields/index.ts'
import { collection, config, memory, selection } from '../../src/declare/index.ts'
import type { Config } from '../../src/declare/index.ts'
import { buildModel } from '../../src/model/build.ts'
import type { CollectionModel, Model } from '../../src/model/model.ts'

export const books = collection('Book', {
  store: 'library',
  fields: {
    title: string({ required: true, matches: true }),
    genre: oneOf(['novel', 'essay']),
    pages: int(),
    price: decimal(),
    printed: date(),
    extra: json({ filter: false }),
    cover: bytes(),
    tags: list(string(), { absent: [] }),
    author: ref('authors', { reverse: 'books' }),
    country: ref('countries', { by: 'cca2', reverse: 'books' }),
    topics: refsList('topics', { reverse: 'books', owns: true }),
    markets: refsList('countries', { by: 'cca2' }),
    loan: object({ user: ref('users', { reverse: 'loans' }), until: datetime() }),
    chapters: list(
      object({ title: string(), size: object({ pages: int() }), reader: ref('users') }),
    ),
  },
  computed: {
    long: {
      of: bool(),
      reads: ['pages'],
      filter: true,
      from: (book: { pages: number | null }) => (book.pages ?? 0) > 300,
    },
    byline: {
      of: string(),
      needs: ['author.name'],
      from: (_: unknown, needs: Record<string, unknown>) => String(needs['author.name']),
    },
  },
  unique: [['title', 'author']],
} as never)

export const french = selection(books, {
  show: { title: '$.title', author: '$.author.name', titles: '$.author.books[*].title' },
  where: { author: { nationality: { eq: 'FR' } } },
  sort: [{ title: 'desc' }],
} as never)

const authors = collection('Author', {
  store: 'library',
  fields: {
    name: string(),
    nationality: string(),
    books: refsList('books', { reverse: 'author', onDelete: 'cascade' }),
    agent: ref('users', { reverse: 'writer', owns: true }),
    teacher: ref('authors', { reverse: 'pupils' }),
    pupils: refsList('authors', { reverse: 'teacher' }),
    friends: refsList('authors', { reverse: 'friends' }),
  },
  order: [{ name: 'asc' }, { agent: { name: 'desc' } }],
})

const users = collection('User', {
  store: { store: 'library', collection: 'people' },
  fields: {
    name: string(),
    loans: refsList('books', { reverse: 'loan.user' }),
    writer: ref('authors', { reverse: 'agent' }),
  },
  meta: false,
  page: { default: 5, max: 10 },
})

const topics = collection('Topic', {
  store: memory({ rows: [] }),
  fields: { name: string(), books: refsList('books', { reverse: 'topics' }) },
  plural: 'subjects',
  order: 'store',
})

const countries = collection('Country', {
  store: 'memory:countries',
  fields: {
    cca2: string({ unique: true }),
    name: string(),
    books: refsList('books', { reverse: 'country' }),
  },
})

/** The modules of the library. */
export const modules = {
  books: { default: books, french, unrelated: 3 },
  authors: { default: authors },
  users: { default: users },
  topics: { default: topics },
  countries: { default: countries },
}

/** The library as a model. */
export function library(
  options: Partial<Config> = {},
  more: Readonly<Record<string, object>> = {},
): Model {
  return buildModel({
    modules: { ...modules, ...more },
    files: { books: 'schema/books.ts' },
    config: config({ stores: { library: 'memory:' }, ...options }),
    connectors: [{ name: 'memory', schemes: ['memory'] }],
  })
}

/** A model of one collection, `things`, with these options. */
export function thing(options: object, settings: Partial<Config> = {}): CollectionModel {
  const things = collection('Thing', {
    store: 'memory:',
    fields: { name: string(), user: string(), age: int() },
    ...options,
  } as never)
  const model = buildModel({
    modules: { things: { default: things } },
    config: config(settings),
    connectors: [{ name: 'memory', schemes: ['memory'] }],
  })
  return the(model, 'things')
}

/** A collection that must be there. */
export function the(model: Model, name: string): CollectionModel {
  const found = model.collections.get(name)
  if (!found) throw new Error(`no collection ${name}`)
  return found
}
