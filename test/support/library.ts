import {
  bigint,
  bool,
  bytes,
  collection,
  config,
  date,
  datetime,
  decimal,
  duration,
  email,
  field,
  float,
  int,
  ip,
  json,
  list,
  memory,
  object,
  oneOf,
  selection,
  string,
  time,
  tuple,
  url,
  uuid,
} from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { rows } from './library-rows.ts'

/**
 * A library that shows every feature of declarations, in memory. Its rows have nulls, missing keys, links
 * that dangle and values that do not fit; `library-rows.ts` says which.
 */

const isbn = field<string>({
  name: 'isbn',
  words: 'an ISBN-13',
  description: 'An ISBN-13 without hyphens.',
  parse: (input) => {
    if (typeof input === 'string' && /^97[89]\d{10}$/.test(input)) return input
    throw new Error(`${JSON.stringify(input)} is not an ISBN-13`)
  },
})

const countries = collection('Country', {
  store: 'library',
  description: 'Countries, linked by their two-letter code.',
  fields: {
    cca2: string({
      required: true,
      unique: true,
      min: 2,
      max: 2,
      description: 'Two-letter code',
      example: 'FR',
    }),
    name: string({ required: true, example: 'France' }),
    population: bigint({ description: 'Inhabitants', example: '68000000' }),
    area: float({ description: 'Square kilometres' }),
    capital: tuple([string({ required: true }), float(), float()], {
      description: 'Name, latitude and longitude of the capital',
    }),
    languages: list(string(), { absent: [] }),
    authors: refsList('authors', { reverse: 'country' }),
  },
  order: [{ name: 'asc' }],
  meta: false,
})

const authors = collection('Author', {
  store: 'library',
  description: 'Who wrote the books.',
  fields: {
    name: string({ required: true, max: 120, matches: true, example: 'Jane Austen' }),
    born: date({ description: 'Null where nobody knows' }),
    country: ref('countries', { by: 'cca2', reverse: 'authors' }),
    mentor: ref('authors', { reverse: 'pupils', description: 'Who taught them to write' }),
    pupils: refsList('authors', { reverse: 'mentor' }),
    books: refsList('books', { reverse: 'author', onDelete: 'restrict' }),
    website: url(),
    alive: bool(),
    nick: string({ deprecated: 'Nobody uses it; ask for `name`' }),
  },
  computed: {
    initials: {
      of: string(),
      description: 'First letters of the names',
      reads: ['name'],
      filter: true,
      from: (author) =>
        author.name
          .split(' ')
          .map((part) => part[0])
          .join(''),
    },
  },
})

const books = collection('Book', {
  store: 'library',
  description: 'What the library lends.',
  fields: {
    title: string({
      required: true,
      max: 200,
      description: 'As printed on the cover',
      example: 'Emma',
    }),
    isbn: isbn({ unique: true, example: '9780141439587' }),
    author: ref('authors', { reverse: 'books', required: true, description: 'Who wrote it' }),
    genre: oneOf(['novel', 'short story', 'essay', 'poetry'], { example: 'short story' }),
    pages: int({ min: 1, example: 474 }),
    price: decimal({ description: 'What a lost copy costs', example: '9.50' }),
    weight: float({ description: 'In kilograms' }),
    published: date(),
    due: datetime({ description: 'When it must be back' }),
    opens: time({ description: 'From when on it may be read in the hall' }),
    tags: list(string({ max: 40 }), { unique: true, max: 20 }),
    moods: list(oneOf({ SAD: 'sad', GLAD: 'glad', XL2: '2xl' })),
    ratings: list(int({ min: 1, max: 5 })),
    shelves: refsList('shelves', { reverse: 'books', owns: true, max: 5 }),
    reviews: refsList('reviews', { reverse: 'book', onDelete: 'cascade' }),
    loan: object(
      {
        user: ref('users', { reverse: 'loans' }),
        until: datetime({ example: '2026-01-02T03:04:05.678Z' }),
        terms: object({ renewals: int(), fine: decimal() }),
      },
      { description: 'Who has it, and until when' },
    ),
    copies: list(
      object({
        number: int({ required: true }),
        state: oneOf(['new', 'worn', 'lost']),
        keeper: ref('users'),
        notes: list(string()),
      }),
      { description: 'The copies on the shelves' },
    ),
    extra: json({ description: 'Whatever the publisher says of it' }),
    note: string({ filter: false, description: 'For the staff; cannot be asked for' }),
    cost: decimal({ can: { read: false } }),
    ledger: ref('ledgers'),
  },
  computed: {
    long: {
      of: bool(),
      description: 'Over 400 pages',
      reads: ['pages'],
      filter: true,
      from: (book) => (book.pages ?? 0) > 400,
    },
    citation: {
      of: string(),
      description: 'Author and title',
      reads: ['title'],
      needs: ['author.name'],
      from: (book, needs) => [needs['author.name'], book.title].filter(Boolean).join(': '),
    },
  },
  unique: [['title', 'author']],
  page: { default: 10, max: 50 },
})

const french = selection(books, {
  description: 'Books by French authors, by title',
  show: {
    title: '$.title',
    author: '$.author.name',
    country: '$.author.country.name',
    until: '$.loan.until',
    tags: '$.tags',
    shelves: '$.shelves[*].name',
    states: '$.copies[*].state',
    key: '$.id',
    cites: '$.citation',
  },
  where: { author: { country: { cca2: { eq: 'FR' } } } },
  sort: [{ title: 'asc' }],
})

const lent = selection(books, {
  description: 'Books that somebody has, those due first in front',
  where: { loan: { user: { isNull: false } } },
  sort: [{ loan: { until: 'asc' } }],
})

const users = collection('User', {
  store: 'library',
  description: 'Who may borrow books.',
  fields: {
    name: string({ required: true, example: 'Ada' }),
    email: email({ unique: true, example: 'ada@example.org' }),
    token: uuid(),
    address: ip({ description: 'Where they signed in last' }),
    patience: duration({ description: 'How long they wait for a book', example: 'P3D' }),
    picture: bytes(),
    profile: ref('profiles', { reverse: 'user' }),
    loans: refsList('books', { reverse: 'loan.user' }),
    reviews: refsList('reviews', { reverse: 'user', onDelete: 'unlink' }),
  },
  idType: 'text',
})

const profiles = collection('Profile', {
  store: 'library',
  fields: {
    user: ref('users', { reverse: 'profile', owns: true }),
    motto: string(),
    points: int(),
  },
})

const reviews = collection('Review', {
  store: 'library',
  fields: {
    book: ref('books', { reverse: 'reviews', required: true }),
    user: ref('users', { reverse: 'reviews' }),
    stars: int({ min: 1, max: 5, required: true }),
    text: string(),
    written: datetime({ required: true }),
  },
  order: [{ written: 'desc' }],
})

const shelves = collection('Shelf', {
  store: 'library',
  plural: 'shelves',
  fields: {
    name: string({ required: true, unique: true }),
    floor: int(),
    books: refsList('books', { reverse: 'shelves', onDelete: 'unlink' }),
  },
})

/** Nobody may read it: it does not print, and refs to it print only their key. */
const ledgers = collection('Ledger', {
  store: 'library',
  fields: { total: decimal() },
  can: { read: false },
})

/** The modules as `schema/index.ts` of a user would have them. */
export const modules = {
  authors: { default: authors },
  books: { default: books, french, lent },
  countries: { default: countries },
  ledgers: { default: ledgers },
  profiles: { default: profiles },
  reviews: { default: reviews },
  shelves: { default: shelves },
  users: { default: users },
}

/** One store in memory; every row may be read. */
export const libraryConfig = config({ stores: { library: memory({ rows }) }, can: { read: true } })
