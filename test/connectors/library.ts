import type { Field, FieldType } from '../../src/fields/field.ts'
import { idType } from '../../src/fields/id.ts'
import {
  bigint,
  bool,
  date,
  datetime,
  decimal,
  float,
  int,
  json,
  list,
  object,
  oneOf,
  ref,
  refsList,
  string,
} from '../../src/fields/index.ts'
import type { Shape } from '../../src/connectors/connector.ts'
import type { Compare, Filter, Path } from '../../src/query/filter.ts'
import { everything } from '../../src/query/filter.ts'
import { wholeList, type Page } from '../../src/query/page.ts'
import type { Question } from '../../src/query/question.ts'
import type { Sort } from '../../src/query/sort.ts'

/** The fields that the contract asks about: every family of types, nesting, lists, links. */
export const fields = {
  title: string(),
  genre: oneOf(['novel', 'essay', 'poetry']),
  pages: int(),
  rating: float(),
  price: decimal(),
  copies: bigint(),
  due: datetime(),
  printed: date(),
  lent: bool(),
  tags: list(string()),
  author: ref('authors'),
  related: refsList('books', { owns: true }),
  loan: object({ user: ref('users'), until: datetime(), note: string() }),
  reviews: list(object({ by: ref('users'), stars: int(), text: string() })),
  extra: json(),
}

/** A collection as a connector is told about it. */
export function shape(changes: Partial<Shape> = {}): Shape {
  return {
    name: 'books',
    append: true,
    fields,
    idFrom: null,
    idType: null,
    stored: {},
    unique: [],
    onMismatch: 'null',
    options: {},
    ...changes,
  }
}

/** A stored item, JSON-like; bigints stand for integers past 2^53. */
export type Stored = Readonly<Record<string, unknown>>

/** Twelve books with every kind of absence, equal values, odd ids and values at the edges. */
export const books: readonly Stored[] = [
  {
    id: 1,
    title: 'Emma',
    genre: 'novel',
    pages: 474,
    rating: 4.5,
    price: '7.50',
    copies: 3,
    due: '2026-01-02T03:04:05.678Z',
    printed: '1815-12-23',
    lent: true,
    tags: ['irony', 'love'],
    author: 'austen',
    related: [2, 10],
    loan: { user: 42, until: '2026-02-01T00:00:00Z', note: 'late' },
    reviews: [
      { by: 42, stars: 5, text: 'Fine' },
      { by: 7, stars: 3 },
    ],
    extra: { b: 1, a: [true, null] },
  },
  {
    id: 2,
    title: 'emma',
    genre: 'essay',
    pages: 90,
    rating: 4.5,
    price: '7.5',
    copies: 0,
    due: '2025-12-31T23:59:59.999Z',
    printed: '1990-01-01',
    lent: false,
    tags: [],
    author: 'woolf',
    related: [],
    loan: { user: null, note: '' },
    reviews: [],
    extra: 'text',
  },
  {
    id: 10,
    title: 'Ästhetik',
    genre: 'essay',
    pages: 1200,
    price: '120',
    tags: ['art', 'Irony'],
    author: 'hegel',
    loan: null,
  },
  {
    id: '10x',
    title: null,
    genre: null,
    pages: null,
    rating: null,
    price: null,
    tags: null,
    author: null,
  },
  { id: 9, title: 'Zebra' },
  {
    id: 100,
    title: '',
    pages: 0,
    rating: -0.5,
    price: '-1.05',
    copies: -2,
    lent: true,
    tags: ['love'],
    author: 10,
  },
  {
    id: 9007199254740993n,
    title: '𝒳 marks',
    pages: -3,
    copies: 9007199254740993n,
    rating: 1e21,
    due: '2026-01-02T03:04:05.678Z',
    author: 9007199254740993n,
    related: [1, 1, 'a b'],
  },
  {
    id: 9007199254740992n,
    title: '\uffee full',
    genre: 'poetry',
    pages: 90,
    price: '0.1',
    tags: ['irony'],
    author: 'austen',
  },
  {
    id: 'a b',
    title: 'emma',
    genre: 'novel',
    pages: 90,
    author: 'austen',
    loan: { user: 42 },
    reviews: [{ stars: 5 }],
  },
  {
    id: 'É',
    title: 'a%_.*b',
    pages: 7,
    tags: ['x', 'x'],
    related: ['É'],
    reviews: [{ by: 7, stars: null }],
  },
  { id: '../up', title: 'Straße', printed: '2000-02-29', lent: false, author: '10' },
  {
    id: -5,
    title: 'STRASSE',
    pages: 474,
    rating: 0,
    due: '1969-12-31T23:59:59.999Z',
    author: 'woolf',
  },
]

/** The path of a declared field, e.g. `path('loan.user')`; `id` too. */
export function path(dotted: string, absent?: readonly []): Path {
  const names = dotted.split('.')
  return { names, type: typeOf(names), ...(absent && { absent }) }
}

/** The path of a member of the objects in a list. */
export function elementPath(listName: string, name: string): Path {
  return { names: [name], type: typeOf([listName, name]) }
}

function typeOf(names: readonly string[]): FieldType {
  if (names[0] === 'id') return idType
  let members: Readonly<Record<string, Field>> = fields
  let field: Field | undefined
  for (const name of names) {
    field = members[name]
    const inner = field as
      | (Field & { of?: Field & { fields?: object }; fields?: object })
      | undefined
    members = (inner?.fields ?? inner?.of?.fields ?? {}) as Readonly<Record<string, Field>>
  }
  if (!field) throw new Error(`no field ${names.join('.')}`)
  return field.type
}

/** One condition, with a stored or decoded operand that is decoded by the field's type. */
export function where(
  dotted: string,
  op: Compare['op'],
  value: unknown,
  ignoreCase = false,
): Compare {
  const at = path(dotted)
  return { kind: 'compare', path: at, op, value, ...(ignoreCase && { ignoreCase }) }
}

/** `order('pages desc', 'title asc')`; the id is added at the end. */
export function order(...keys: string[]): Sort {
  const all = keys.some((key) => key.startsWith('id ')) ? keys : [...keys, 'id asc']
  return all.map((key) => {
    const [name = '', direction] = key.split(' ')
    return { path: path(name), direction: direction === 'desc' ? 'desc' : 'asc' }
  })
}

/** A question for whole rows by id, unless told otherwise. */
export function question(
  given: { filter?: Filter; sort?: Sort; page?: Partial<Page>; fields?: readonly string[] } = {},
): Question {
  return {
    filter: given.filter ?? everything,
    sort: given.sort ?? order(),
    page: { ...wholeList, ...given.page },
    fields: given.fields ?? null,
  }
}
