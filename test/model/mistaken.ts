/** A schema with every kind of mistake. What a newcomer would see of it is test/golden/mistakes.txt. */

import { object as objectField } from '../../src/fields/object.ts'
import {
  bool,
  bytes,
  int,
  list,
  object,
  oneOf,
  ref,
  refsList,
  string,
  tuple,
} from '../../src/fields/index.ts'
import {
  action,
  collection,
  config,
  env,
  every,
  memory,
  owner,
  role,
  selection,
  some,
} from '../../src/declare/index.ts'
import type { BuildInput } from '../../src/model/build.ts'

/** Declares without TypeScript looking: most of these mistakes would not compile. */
const loosely = (type: string, options: object): object => collection(type, options as never)

const authors = loosely('Author', {
  store: 'libary',
  plurl: 'authors',
  idType: 'number',
  page: { default: 50, max: 20, size: 3 },
  fields: {
    id: string(),
    name: string({ unique: true }),
    country: ref('countries', { by: 'code' }),
    continent: ref('countries', { by: 'flag' }),
    capital: ref('countries', { by: 'capitol' }),
    books: refsList('books', { reverse: 'author', onDelete: 'cascde' as never, owns: true }),
    essays: refsList('books', { reverse: 'writer' }),
    drafts: refsList('books', { reverse: 'title' }),
    spouse: ref('authors', { reverse: 'partner' }),
    partner: ref('authors', { reverse: 'spouse' }),
    friends: refsList('users', { reverse: 'idols', owns: true }),
    notes: string,
    motto: 'text',
  },
  can: { read: role(''), updte: true, update: owner('nme'), delete: { name: { startWith: 'A' } } },
})

const books = loosely('Book', {
  store: 'library',
  order: [{ titel: 'asc' }, { publisher: { name: 'up' } }, { tags: 'asc' }],
  unique: [['title', 'autor'], [], ['title', 'title'], ['chapters.title'], ['edited']],
  fields: {
    title: string({ can: { read: { publisher: { name: { eq: 'Jane' } } }, set: 3 } as never }),
    genre: oneOf(['sci-fi', 'sci_fi', '__hidden', 'novel', 'novel']),
    nothing: oneOf([]),
    author: ref('authors', { reverse: 'bookz' }),
    critic: ref('authros'),
    publisher: ref('authors'),
    holder: ref('users'),
    holderId: int(),
    editor: ref('users', { reverse: 'edited' }),
    owner: ref('users', { reverse: 'loans', onDelete: 'unlink' } as never),
    ownerId: int(),
    and: bool(),
    '2nd': bool(),
    __typename: string(),
    meta: string(),
    empty: objectField({}),
    loan: object({ or: bool(), user: ref('users', { reverse: 'loans' }) }),
    tags: list(ref('tags')),
    chapters: list(
      object({
        title: string({ unique: true }),
        readers: refsList('users', { reverse: 'chapters' }),
      }),
    ),
  },
  computed: {
    title: { of: string(), from: () => 'x' },
    long: { of: bool(), reads: ['pges', 'chapters'], from: () => true },
    far: { of: string(), needs: ['publisher.nme'], filter: true, from: () => 'x' },
    shape: { of: object({ a: int() }), from: () => null },
    blank: { from: 3, reeds: [] },
  },
  can: role('staff'),
})

const users = loosely('User', {
  store: 'redis://admin:secret@cache.example/0',
  fields: {
    loans: refsList('books', { reverse: 'loan.user' }),
    idols: refsList('authors', { reverse: 'friends', owns: true }),
    edited: refsList('books'),
    chapters: refsList('books', { reverse: 'chapters.readers', owns: true }),
    picture: bytes({ can: { read: async () => true } } as never),
  },
  can: {
    read: (every as () => unknown)(),
    create: 'staff',
    update: some({ loans: { some: { genre: { eq: 'novel' } } } }, async () => true),
  },
})

const countries = loosely('Country', {
  store: env('REFRACT_TEST_UNSET'),
  plural: 'country',
  kinds: {},
  meta: 'no',
  fields: {
    code: string(),
    flag: bytes(),
    name: string(),
    loan: object({ day: int() }),
    cities: refsList('cities', { reverse: 'country', owns: true, by: 'day' }),
  },
  can: { read: not3() },
})

/** A rule of nothing that a rule can be. */
function not3(): unknown {
  return { kind: 'rule', rule: 'not', of: 3 }
}

const loans = loosely('BookLoan', {
  store: { kind: 'store', scheme: 'ymal', options: {} },
  fields: {
    day: int({ min: 31, max: 1 }),
    hour: int({ default: 'noon' as never }),
    names: list(string({ min: 9, max: 2 })),
    uncalled: list(string as never),
    of: list(undefined as never),
    pair: tuple([string(), int] as never),
    loose: tuple(undefined as never),
    hollow: object(undefined as never),
    valueless: oneOf(undefined as never),
    slips: string({ requierd: true, pattern: '^a', check: true } as never),
  },
})
const cities = loosely('City', {
  store: 'library',
  fields: { country: ref('countries', { reverse: 'cities' }) },
})

const bookSummary = loosely('BooksSummary', { fields: { day: int() }, store: 'library' })
const strings = loosely('String', { store: 'library', fields: { text: string() } })
const odd = loosely('Odd Type', { store: 'library', plural: 'odd ones', fields: 3 })
const lost = loosely('Lost', { store: 'library', fields: {} })

const french = selection(
  books as never,
  {
    shw: {},
    show: {
      title: '$.titel',
      books: '$.publisher.books.title',
      author: '$.publisher',
      all: 'title',
      'a b': '$.id',
    },
    where: {
      author: { nme: { eq: 'x' } },
      publisher: { nme: { eq: 'x' }, name: 3 },
      and: [{ not: null }],
      genre: { gt: 'a' },
      ownerId: { lt: null, between: [1], in: ['a', 2] },
      title: { eq: 'x', ignoreCase: true, lt: 'y' },
      chapters: { any: {} },
      pages: 3,
    },
    sort: [{ genre: 'asc', title: 'asc' }, { chapters: { title: 'asc' } }],
    can: owner('title.x'),
  } as never,
)

/** The fixture: modules, files, configuration, connectors. */
export const mistaken: BuildInput = {
  modules: {
    authors: { default: authors },
    books: { default: books, french, also: french, __no: selection(books as never, {}) },
    users: { default: users },
    countries: { default: countries },
    loans: { default: loans },
    cities: { default: cities },
    'no name!': { default: loosely('Named', { store: 'library', fields: {} }) },
    chosen: { default: selection(books as never, {}) },
    'book-summary': { default: bookSummary },
    bookSummary: { default: loosely('Other', { store: 'library', fields: {} }) },
    strings: { default: strings },
    odd: { default: odd },
    novels: { default: books },
    things: {
      default: () => 1,
      lost,
      stray: selection(lost as never, {}),
      free: action(lost as never, { run: async () => {} } as never),
    },
    number: 3 as never,
    bare: loosely('Bare', { store: 'library', fields: {} }),
  },
  files: Object.fromEntries(
    ['authors', 'books', 'users', 'countries', 'loans', 'strings', 'odd', 'novels', 'things'].map(
      (name) => [name, `schema/${name}.ts`],
    ),
  ),
  config: config({
    stores: {
      library: 'memory:',
      files: 'data/library',
      other: 'mongo://root:secret@db.example/x',
      last: 3,
      shop: memory(),
    },
    limits: { depht: 3, depth: 0, pageDefault: 200 },
    can: { read: owner('user'), raed: true },
    auth: {},
    port: 70_000,
    cors: true,
    log: 'loud',
    graphiql: 'yes',
  } as never),
  connectors: [
    { name: 'memory', schemes: ['memory'] },
    { name: 'yaml', schemes: ['yaml'] },
    { name: 'mongodb', schemes: ['mongodb', 'mongodb+srv'] },
  ],
}
