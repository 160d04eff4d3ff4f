import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, config, int, memory, object, string } from 'refract'
import type { MemoryRows } from 'refract'
import type { Store } from '../../src/connectors/connector.ts'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { usedWithin } from '../support/account.ts'
import { bench, type Bench } from '../support/engine.ts'
import { drawing, pick, type Draw } from '../support/random-operation.ts'

/**
 * Orders through links of every kind, mixed with the rows' own fields, where more rows are there than are sorted at once. What
 * is expected is written down here once more, over plain rows: codes and cards that are there twice among them.
 */

/** More orders with REFRACT_RUNS=10, others with REFRACT_SEED=2. */
const TIMES = Number(process.env['REFRACT_RUNS'] ?? 1)
const SEED = Number(process.env['REFRACT_SEED'] ?? 1)

interface Book {
  readonly id: number
  readonly pages: number | null
  readonly seen: number
  readonly author?: number | null
  readonly loan?: { readonly place?: string | null }
}
interface Author {
  readonly id: number
  readonly name: string | null
  readonly seen: number
  readonly mentor?: number | null
}
interface Place {
  readonly id: number
  readonly code: string
  readonly name: string | null
  readonly seen: number
}
interface Card {
  readonly id: number
  readonly book: number
  readonly rank: number | null
  readonly seen: number
}

const draw = drawing(99)
const maybe = <V>(of: number, value: () => V): V | null => (draw(of) === 0 ? null : value())
const hiding = () => (draw(6) === 0 ? 0 : 1)

const books = Array.from({ length: 420 }, (_, at): Book => {
  const gap = draw(7)
  return {
    id: ((at * 37) % 421) - 5,
    pages: maybe(6, () => draw(5)),
    seen: hiding(),
    ...(gap > 0 && { author: maybe(8, () => 1 + draw(150)) }),
    ...(gap > 1 && { loan: gap === 2 ? {} : { place: maybe(8, () => `p${draw(60)}`) } }),
  }
})
const rows = {
  books,
  authors: Array.from({ length: 140 }, (_, at): Author => {
    const name = maybe(8, () => `n${draw(30)}`)
    const mentor = draw(5) === 0 ? {} : { mentor: maybe(6, () => 1 + draw(150)) }
    return { id: at + 1, name, seen: hiding(), ...mentor }
  }),
  // some codes are there twice: the first by id is meant
  places: Array.from({ length: 70 }, (_, at): Place => {
    return { id: at + 1, code: `p${draw(55)}`, name: maybe(8, () => `m${draw(9)}`), seen: hiding() }
  }),
  // some books have two cards
  cards: Array.from({ length: 300 }, (_, at): Card => {
    return {
      id: at + 1,
      book: pick(books, draw).id,
      rank: maybe(8, () => draw(40)),
      seen: hiding(),
    }
  }),
}

const firstOf = <R extends { readonly id: number; readonly seen: number }, K>(
  all: readonly R[],
  key: (row: R) => K,
): ReadonlyMap<K, R> => {
  const found = new Map<K, R>()
  for (const row of all) if (row.seen === 1 && !found.has(key(row))) found.set(key(row), row)
  return found
}
const authorOf = firstOf(rows.authors, ({ id }) => id)
const placeOf = firstOf(rows.places, ({ code }) => code)
const cardOf = firstOf(rows.cards, ({ book }) => book)
const authorBehind = (id: number | null | undefined) => authorOf.get(id ?? -99)

type Value = string | number | null | undefined

/** Sort inputs, and the value of each; undefined: the item is absent or not visible. */
const keys: Readonly<Record<string, (book: Book) => Value>> = {
  'author: { name: ? }': ({ author }) => authorBehind(author)?.name,
  'author: { mentor: { name: ? } }': ({ author }) =>
    authorBehind(authorBehind(author)?.mentor)?.name,
  'loan: { place: { name: ? } }': ({ loan }) => placeOf.get(loan?.place ?? '')?.name,
  'card: { rank: ? }': ({ id }) => cardOf.get(id)?.rank,
  'card: { id: ? }': ({ id }) => cardOf.get(id)?.id,
  'pages: ?': ({ pages }) => pages,
  'id: ?': ({ id }) => id,
  'authorId: ?': ({ author }) => author ?? null,
}

const names = Object.keys(keys)
const far = names.filter((name) => /(name|rank|card)/.test(name))

interface Order {
  readonly text: string
  readonly compare: (a: Book, b: Book) => number
}

/** A far key first, and up to three others behind it. */
function randomOrder(own: Draw): Order {
  const chosen = new Set([
    pick(far, own),
    ...Array.from({ length: own(4) }, () => pick(names, own)),
  ])
  const sort = [...chosen].map((name) => ({ name, direction: pick(['ASC', 'DESC'], own) }))
  return {
    text: `[${sort.map(({ name, direction }) => `{ ${name.replace('?', direction)} }`).join(', ')}]`,
    compare: (a, b) => {
      for (const { name, direction } of sort) {
        const order = ordered(keys[name]?.(a), keys[name]?.(b), direction === 'ASC' ? 1 : -1)
        if (order !== 0) return order
      }
      return a.id - b.id
    },
  }
}

function ordered(a: Value, b: Value, sign: number): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  if (a === null) return -sign
  if (b === null) return sign
  return a < b ? -sign : sign
}

const wheres: Readonly<Record<string, (book: Book) => boolean>> = {
  '{}': () => true,
  '{ pages: { ne: 2 } }': ({ pages }) => pages !== 2,
  '{ author: { name: { ne: "n1" } } }': ({ author }) => {
    const found = authorBehind(author)
    return found !== undefined && found.name !== 'n1'
  },
}

type Item = { readonly item: { readonly seen?: number | null } }

const rules: Readonly<Record<string, unknown>> = {
  'a condition': { seen: { eq: 1 } },
  'a function': ({ item }: Item) => item.seen === 1,
  'an asynchronous function': async ({ item }: Item) => item.seen === 1,
  'a function that reads others': async ({ item, items }: Item & { items: Reading }) =>
    item.seen === 1 && (await items.constants?.get('1')) !== null,
}
type Reading = Readonly<Record<string, { get(id: string): Promise<object | null> }>>

/** `near` rules the books, `beyond` all that they lead to. */
function schema(near: unknown, beyond: unknown) {
  const ruled = (read: unknown) => ({ can: { read: read as never } })
  return {
    books: {
      default: collection('Book', {
        store: 'library',
        fields: {
          pages: int(),
          seen: int(),
          author: ref('authors', { reverse: 'books' }),
          loan: object({ place: ref('places', { by: 'code' }) }),
          card: ref('cards', { reverse: 'book' }),
        },
        ...ruled(near),
      }),
    },
    authors: {
      default: collection('Author', {
        store: 'library',
        fields: {
          name: string(),
          seen: int(),
          mentor: ref('authors'),
          books: refsList('books', { reverse: 'author' }),
        },
        ...ruled(beyond),
      }),
    },
    places: {
      default: collection('Place', {
        store: 'library',
        fields: { code: string({ unique: true }), name: string(), seen: int() },
        ...ruled(beyond),
      }),
    },
    cards: {
      default: collection('Card', {
        store: 'library',
        fields: { book: ref('books', { reverse: 'card', owns: true }), rank: int(), seen: int() },
        ...ruled(beyond),
      }),
    },
    constants: {
      default: collection('Constant', { store: 'library', fields: { name: string() } }),
    },
  }
}

/** Filters and sorts, but answers nothing per key and no summaries. */
function lists(store: Store): Store {
  return {
    connector: store.connector,
    byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
    find: (question, ctx) => store.find(question, ctx),
  }
}

/** Filters, but leaves order and page to the gateway. */
function unsorted(store: Store): Store {
  return {
    ...lists(store),
    async find(question, ctx) {
      const { page, sort } = question
      const plain = sort.length === 0 && page.last === null && !page.after && !page.before
      if (plain && !page.total) return store.find(question, ctx)
      const asked = { ...question, sort: [], page: { ...page, ...whole } }
      const { rows: found, more } = await store.find(asked, ctx)
      return { rows: found, more, rest: { sort: true, page: true } }
    },
  }
}
const whole = { first: null, last: null, after: null, before: null, skip: 0, total: false }

const stored: object = { ...rows, constants: [{ id: 1, name: 'one' }] }

const settings = config({
  stores: { library: memory({ rows: stored as Readonly<Record<string, MemoryRows>> }) },
  can: { read: true },
  limits: { scannedPages: 5_000 },
})

const everyone = (book: Book) => book.seen === 1
const cases: readonly [string, string, string, (store: Store) => Store][] = [
  ['anybody', 'a condition', 'one that does everything', (store) => store],
  ['anybody', 'a function', 'one that does everything', (store) => store],
  ['anybody', 'an asynchronous function', 'one that sorts nothing', unsorted],
  ['a condition', 'a condition', 'one that answers nothing per key', lists],
  ['a condition', 'a function that reads others', 'one that does everything', (store) => store],
  ['a function', 'a condition', 'one that does everything', (store) => store],
  ['anybody', 'a condition', 'one that sorts nothing', unsorted],
]

describe.each(cases)('books for %s, ordered by items for %s, in %s', (near, beyond, _, through) => {
  let api: Bench
  beforeAll(async () => {
    const read = near === 'anybody' ? true : rules[near]
    api = await bench(schema(read, rules[beyond]), settings, { through })
  })
  afterAll(() => api.close())

  const show = 'totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage }'
  const ask = async (sort: string, where: string, page: string) => {
    const query = `{ books(sort: ${sort}, where: ${where}, ${page}) { ${show} } }`
    const answered = await api.ask(query)
    expect(answered.errors, query).toBeUndefined()
    usedWithin(answered, query)
    return answered.data.books as Connection
  }

  it('come in order, from any place to any other', async () => {
    const own = drawing(SEED * 1_000 + near.length * 7 + beyond.length)
    for (let run = 0; run < TIMES; run++) {
      const { text, compare } = randomOrder(own)
      const where = pick(Object.keys(wheres), own)
      const fitting = books.filter(
        (book) => wheres[where]?.(book) && (near === 'anybody' || everyone(book)),
      )
      const ids = fitting.toSorted(compare).map(({ id }) => String(id))
      const at = `${text} ${where}`
      const shown = ({ edges }: Connection) => edges.map(({ node }) => node.id)
      const cursors: string[] = []
      for (let from = 0, after = ''; from < ids.length; from += 60) {
        const page = await ask(text, where, `first: 60${after}`)
        expect(shown(page), `${at} from ${from}`).toEqual(ids.slice(from, from + 60))
        expect(page.totalCount, at).toBe(ids.length)
        expect(page.pageInfo, at).toEqual({
          hasNextPage: from + 60 < ids.length,
          hasPreviousPage: from > 0,
        })
        cursors.push(...page.edges.map(({ cursor }) => cursor))
        after = `, after: "${cursors.at(-1)}"`
      }
      for (let turn = 0; turn < 4; turn++) {
        const [low, high] = [own(ids.length), own(ids.length)].toSorted((a, b) => a - b) as [
          number,
          number,
        ]
        const size = own(30)
        const between = ids.slice(low + 1, high)
        const after = `after: "${cursors[low]}"`
        const before = `before: "${cursors[high]}"`
        const two = await ask(text, where, `first: ${size}, ${after}, ${before}`)
        expect(shown(two), `${at} between ${low} and ${high}`).toEqual(between.slice(0, size))
        expect(two.pageInfo.hasNextPage, `${at} ${low} ${high} ${size}`).toBe(between.length > size)
        const last = await ask(text, where, `last: ${size}, ${before}`)
        expect(shown(last), at).toEqual(size === 0 ? [] : ids.slice(0, high).slice(-size))
        const until = await ask(text, where, `first: ${size}, ${before}`)
        expect(shown(until), at).toEqual(ids.slice(0, high).slice(0, size))
        const skipped = await ask(text, where, `first: ${size}, skip: ${low}`)
        expect(shown(skipped), `${at} skip ${low}`).toEqual(ids.slice(low, low + size))
        expect(skipped.pageInfo.hasNextPage, at).toBe(low + size < ids.length)
      }
    }
  })
})

interface Connection {
  readonly totalCount: number
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean }
}
