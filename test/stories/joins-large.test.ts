import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, int, list, memory, object, string } from 'refract'
import type { MemoryRows } from 'refract'
import type { Store } from '../../src/connectors/connector.ts'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { usedWithin } from '../support/account.ts'
import { bench, type Bench } from '../support/engine.ts'
import { compared, ofBook, rows, type Author, type Book } from '../support/large-library.ts'
import { chance, drawing } from '../support/random-operation.ts'

/**
 * Conditions through links where both sides are larger than what a semi-join asks for at once, compared with filters that are
 * written down here once more, over plain rows.
 */

/** More conditions with REFRACT_RUNS=10, others with REFRACT_SEED=2. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const SEED = Number(process.env['REFRACT_SEED'] ?? 1)

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
        stores: {
          library: memory({ rows: rows as object as Readonly<Record<string, MemoryRows>> }),
        },
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
        const narrow = chance(1, 2, own)
          ? compared('pages', (one: Book) => one.pages, own, 40)
          : null
        const where = narrow ? `and: [{ ${narrow.text} }, { ${text} }]` : text
        const answered = await api.ask(
          `{ books(where: { ${where} }, first: 100) { totalCount nodes { id } } }`,
        )
        expect(answered.errors, where).toBeUndefined()
        const fitting = rows.books.filter((book) => (narrow?.test(book) ?? true) && test(book))
        const expected = {
          totalCount: fitting.length,
          nodes: fitting.slice(0, 100).map(({ id }) => ({ id: String(id) })),
        }
        expect(answered.data.books, where).toEqual(expected)
        usedWithin(answered, where)
      }
    })
  },
)
