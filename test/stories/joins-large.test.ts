import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, int, list, memory, object, string } from 'refract'
import type { Store } from '../../src/connectors/connector.ts'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { bench, type Bench } from '../support/engine.ts'
import { chance, drawing, pick, type Draw } from '../support/random-operation.ts'

/**
 * Conditions through links where both sides are larger than what a semi-join asks for at once, compared with filters that are
 * written down here once more, over plain rows.
 */

interface Author {
  readonly id: number
  readonly level: number
  readonly hidden: number
  readonly country: string | null
}
interface Shelf {
  readonly id: number
  readonly room: number
}
interface Copy {
  readonly keeper?: number | null
  readonly worn: number
}
interface Book {
  readonly id: number
  readonly pages: number | null
  readonly author?: number | null
  readonly loan?: { readonly user: number | null } | null
  readonly copies?: readonly Copy[]
  readonly shelves?: readonly number[]
}
interface Country {
  readonly id: number
  readonly code: string
  readonly size: number
}

/** More conditions with REFRACT_RUNS=10, others with REFRACT_SEED=2. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const SEED = Number(process.env['REFRACT_SEED'] ?? 1)

const draw = drawing(4_711)
const maybe = <V>(of: number, value: () => V): V | null => (draw(of) === 0 ? null : value())
const several = <V>(most: number, value: () => V): V[] => Array.from({ length: draw(most) }, value)

const AUTHORS = 1_400
const rows = {
  authors: Array.from({ length: AUTHORS }, (_, at): Author => {
    const hidden = draw(6) === 0 ? 1 : 0
    return { id: at + 1, level: draw(12), hidden, country: maybe(5, () => `c${draw(7)}`) }
  }),
  shelves: Array.from({ length: 1_150 }, (_, at): Shelf => ({ id: at + 1, room: draw(10) })),
  countries: Array.from({ length: 5 }, (_, at): Country => {
    return { id: at + 1, code: `c${at}`, size: draw(4) }
  }),
  books: Array.from({ length: 1_700 }, (_, at): Book => {
    const gap = draw(8)
    return {
      id: at + 1,
      pages: maybe(7, () => draw(40)),
      ...(gap > 0 && { author: maybe(9, () => 1 + draw(AUTHORS + 20)) }),
      ...(gap !== 1 && { loan: maybe(4, () => ({ user: maybe(5, () => 1 + draw(AUTHORS)) })) }),
      ...(gap !== 2 && {
        copies: several(4, () => ({ keeper: maybe(5, () => 1 + draw(AUTHORS)), worn: draw(3) })),
      }),
      ...(gap !== 3 && { shelves: several(4, () => 1 + draw(1_170)) }),
    }
  }),
}

/** A condition as GraphQL, and what it means. */
interface Condition<R> {
  readonly text: string
  readonly test: (row: R) => boolean
}

const visible = rows.authors.filter(({ hidden }) => hidden !== 1)
const authorOf = new Map(visible.map((author) => [author.id, author]))
const shelfOf = new Map(rows.shelves.map((shelf) => [shelf.id, shelf]))
const countryOf = new Map(rows.countries.map((country) => [country.code, country]))
const booksOf = (of: (book: Book) => readonly (number | null | undefined)[]) => {
  const found = new Map<number, Book[]>()
  for (const book of rows.books)
    for (const id of new Set(of(book)))
      if (typeof id === 'number') found.set(id, [...(found.get(id) ?? []), book])
  return found
}
const written = booksOf(({ author }) => [author])
const lent = booksOf(({ loan }) => [loan?.user])
const kept = booksOf(({ shelves }) => shelves ?? [])

const compared = <R>(name: string, value: (row: R) => number | null, own: Draw, most: number) => {
  const than = own(most)
  const ops: Record<string, (found: number | null) => boolean> = {
    eq: (found) => found === than,
    ne: (found) => found !== than,
    lt: (found) => found !== null && found < than,
    gte: (found) => found !== null && found >= than,
  }
  const op = pick(Object.keys(ops), own)
  const test = ops[op] ?? (() => false)
  return { text: `${name}: { ${op}: ${than} }`, test: (row: R) => test(value(row)) }
}

function quantified<R, F>(
  name: string,
  of: { far: Condition<F>; items: (row: R) => readonly F[] | null },
  own: Draw,
): Condition<R> {
  const { far, items } = of
  const quantifier = pick(['some', 'every', 'none'], own)
  return {
    text: `${name}: { ${quantifier}: { ${far.text} } }`,
    test: (row) => {
      const found = items(row)
      if (found === null) return false
      if (quantifier === 'every') return found.every(far.test)
      return found.some(far.test) === (quantifier === 'some')
    },
  }
}

function composed<R>(make: () => Condition<R>, own: Draw): Condition<R> {
  const parts = Array.from({ length: 1 + own(3) }, make)
  switch (own(3)) {
    case 0:
      return {
        text: `or: [${parts.map(({ text }) => `{ ${text} }`).join(', ')}]`,
        test: (row) => parts.some(({ test }) => test(row)),
      }
    case 1:
      return {
        text: `and: [${parts.map(({ text }) => `{ ${text} }`).join(', ')}]`,
        test: (row) => parts.every(({ test }) => test(row)),
      }
    default: {
      const part = make()
      return { text: `not: { ${part.text} }`, test: (row) => !part.test(row) }
    }
  }
}

function ofShelf(own: Draw, depth: number): Condition<Shelf> {
  if (depth > 0 && chance(1, 3, own)) {
    const far = ofBook(own, depth - 1)
    return quantified('books', { far, items: ({ id }: Shelf) => kept.get(id) ?? [] }, own)
  }
  return compared('room', ({ room }: Shelf) => room, own, 10)
}

function ofAuthor(own: Draw, depth: number): Condition<Author> {
  if (depth > 0) {
    switch (own(6)) {
      case 0:
        return composed(() => ofAuthor(own, depth - 1), own)
      case 1: {
        const far = ofBook(own, depth - 1)
        return quantified('books', { far, items: ({ id }: Author) => written.get(id) ?? [] }, own)
      }
      case 2: {
        const far = ofBook(own, depth - 1)
        return quantified('loans', { far, items: ({ id }: Author) => lent.get(id) ?? [] }, own)
      }
      case 3: {
        const far = compared('size', ({ size }: Country) => size, own, 4)
        return {
          text: `country: { ${far.text} }`,
          test: ({ country }) => {
            const found = country === null ? undefined : countryOf.get(country)
            return found !== undefined && far.test(found)
          },
        }
      }
    }
  }
  return compared('level', ({ level }: Author) => level, own, 12)
}

function throughRef<R>(name: string, key: (row: R) => number | null | undefined, own: Draw, depth: number): Condition<R> {
  const far = ofAuthor(own, depth)
  return {
    text: `${name}: { ${far.text} }`,
    test: (row) => {
      const found = authorOf.get(key(row) ?? -1)
      return found !== undefined && far.test(found)
    },
  }
}

function ofCopy(own: Draw, depth: number): Condition<Copy> {
  if (chance(1, 4, own)) return compared('worn', ({ worn }: Copy) => worn, own, 3)
  if (depth > 0 && chance(1, 4, own)) return composed(() => ofCopy(own, depth - 1), own)
  return throughRef('keeper', ({ keeper }: Copy) => keeper, own, depth)
}

function ofBook(own: Draw, depth: number): Condition<Book> {
  switch (depth > 0 ? own(9) : 9) {
    case 0:
    case 1:
      return composed(() => ofBook(own, depth - 1), own)
    case 2:
    case 3:
      return throughRef('author', ({ author }: Book) => author, own, depth - 1)
    case 4: {
      const inner = throughRef('user', ({ loan }: Book) => loan?.user, own, depth - 1)
      return { text: `loan: { ${inner.text} }`, test: inner.test }
    }
    case 5: {
      const far = ofCopy(own, depth - 1)
      return quantified('copies', { far, items: ({ copies }: Book) => copies ?? null }, own)
    }
    case 6: {
      const far = ofShelf(own, depth - 1)
      const items = ({ shelves }: Book) => (shelves ?? []).flatMap((id) => shelfOf.get(id) ?? [])
      return quantified('shelves', { far, items }, own)
    }
    case 7: {
      const ids = Array.from({ length: 1 + own(150) }, () => 1 + own(1_800))
      return {
        text: `id: { in: [${ids.join(', ')}] }`,
        test: ({ id }) => ids.includes(id),
      }
    }
    default:
      return compared('pages', ({ pages }: Book) => pages, own, 40)
  }
}

type Read = unknown

const rules: Readonly<Record<string, Read>> = {
  'a condition': { hidden: { ne: 1 } },
  'a function': ({ item }: { item: Author }) => item.hidden !== 1,
  'an asynchronous function': async ({ item }: { item: Author }) => item.hidden !== 1,
}

function schema(read: Read) {
  return {
    books: {
      default: collection('Book', {
        store: 'library',
        fields: {
          pages: int(),
          author: ref('authors', { reverse: 'books' }),
          loan: object({ user: ref('authors', { reverse: 'loans' }) }),
          copies: list(object({ keeper: ref('authors'), worn: int() })),
          shelves: refsList('shelves', { reverse: 'books', owns: true }),
        },
      }),
    },
    authors: {
      default: collection('Author', {
        store: 'library',
        fields: {
          level: int(),
          hidden: int(),
          books: refsList('books', { reverse: 'author' }),
          loans: refsList('books', { reverse: 'loan.user' }),
          country: ref('countries', { by: 'code' }),
        },
        can: { read: read as never },
      }),
    },
    shelves: {
      default: collection('Shelf', {
        store: 'library',
        plural: 'shelves',
        fields: { room: int(), books: refsList('books', { reverse: 'shelves' }) },
      }),
    },
    countries: {
      default: collection('Country', {
        store: 'library',
        fields: { code: string({ unique: true }), size: int() },
      }),
    },
  }
}

/** Answers neither lists per key nor summaries, and hands out fewer rows than asked. */
function pages(store: Store): Store {
  return {
    connector: store.connector,
    byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
    find: (question, ctx) => {
      const { page } = question
      const first = page.first !== null && page.last === null && !page.total ? page.first : null
      if (first === null || first < 600) return store.find(question, ctx)
      return store.find({ ...question, page: { ...page, first: 600 } }, ctx)
    },
  }
}

const stores: Readonly<Record<string, (store: Store) => Store>> = {
  'one store': (store) => store,
  'stores that hand out six hundred rows': pages,
}

/** Wide enough for every question of the test; what limits do is shown elsewhere. */
const limits = { calls: 1_000, rows: 1_000_000, scannedPages: 5_000, depth: 20 }

describe.each(Object.keys(rules).flatMap((rule) => Object.keys(stores).map((at) => [rule, at])))(
  'a condition through links, under %s, in %s',
  (rule, at) => {
    let api: Bench
    beforeAll(async () => {
      const settings = config({
        stores: { library: memory({ rows }) },
        can: { read: true },
        limits,
      })
      const through = stores[at ?? '']
      api = await bench(schema(rules[rule ?? '']), settings, { ...(through && { through }) })
    })
    afterAll(() => api.close())

    it('lets through what it says, however large both sides are', async () => {
      const own = drawing(SEED * 10_000 + rule.length * 100 + at.length)
      for (let run = 0; run < 45 * TIMES; run++) {
        const { text, test } = ofBook(own, 3)
        const narrow = chance(1, 2, own) ? compared('pages', (one: Book) => one.pages, own, 40) : null
        const where = narrow ? `and: [{ ${narrow.text} }, { ${text} }]` : text
        const { data, errors, extensions } = await api.ask(
          `{ books(where: { ${where} }, first: 100) { totalCount nodes { id } } }`,
        )
        expect(errors, where).toBeUndefined()
        const fitting = rows.books.filter((book) => (narrow?.test(book) ?? true) && test(book))
        const expected = {
          totalCount: fitting.length,
          nodes: fitting.slice(0, 100).map(({ id }) => ({ id: String(id) })),
        }
        expect(data.books, where).toEqual(expected)
        const { bound, used } = extensions?.['plan'] as Account
        expect(used.calls, where).toBeLessThanOrEqual(bound.exact.calls)
        expect(bound.exact.calls, where).toBeLessThanOrEqual(bound.static.calls)
      }
    })
  },
)

interface Account {
  readonly bound: Readonly<Record<'static' | 'exact', { readonly calls: number }>>
  readonly used: { readonly calls: number }
}
