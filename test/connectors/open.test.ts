import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtIn } from '../../src/connectors/built-in.ts'
import type {
  Connector,
  OpenOptions,
  Server,
  Shape,
  Store,
} from '../../src/connectors/connector.ts'
import { openStores } from '../../src/connectors/open.ts'
import { MistakesError, type StoreError } from '../../src/errors.ts'
import { string } from '../../src/fields/index.ts'
import type { CollectionModel, Model, StoreModel, StoreUse } from '../../src/model/model.ts'
import { countingStores } from '../support/counting.ts'
import { order, question } from './library.ts'
import { opening } from './opening-options.ts'
import { testFolder, type Folder } from './yaml-text.ts'

/** The parts of a model that opening reads. */
function model(
  stores: readonly Partial<StoreModel>[],
  collections: Readonly<Record<string, Partial<StoreUse>>>,
): Model {
  const named = stores.map((store) => ({
    name: 'library',
    url: 'memory:',
    scheme: 'memory',
    options: {},
    ...store,
  }))
  const used = Object.entries(collections).map(([name, store]) => {
    const fields = new Map([['title', { name: 'title', field: string() }]])
    const use = { name: 'library', append: true, options: {}, ...store }
    return [
      name,
      { name, fields, idType: null, unique: [], store: use } as unknown as CollectionModel,
    ] as const
  })
  return {
    stores: new Map(named.map((store) => [store.name, store])),
    collections: new Map(used),
  } as unknown as Model
}

const all = question({ sort: order() })

describe('opening the stores of a model', () => {
  let folder: Folder
  let log: string[]
  let options: Pick<OpenOptions, 'root' | 'log'>
  beforeEach(() => {
    folder = testFolder()
    const opened = opening({ root: folder.path })
    log = opened.log
    options = opened.options
  })
  afterEach(() => folder.remove())

  it('opens each store once, with its collections, options and all', async () => {
    folder.write('data/books/1.yaml', 'name: Emma')
    folder.write('data/authors.yaml', 'austen: { title: Jane }')
    folder.write('other.yaml', '- { key: k, title: T }')
    const stores = await openStores(
      model(
        [
          { url: 'yaml:./data', scheme: 'yaml', options: { fields: { title: 'title' } } },
          { name: 'yaml:./other.yaml', url: 'yaml:./other.yaml', scheme: 'yaml' },
        ],
        {
          books: { options: { fields: { title: 'name' } } },
          authors: {},
          things: { name: 'yaml:./other.yaml', append: false, options: { id: 'key' } },
        },
      ),
      builtIn,
      options,
    )
    const read = async (name: string) => (await stores.store(name).find(all, {})).rows
    expect(await read('books')).toEqual([{ id: 1, title: 'Emma' }])
    expect(await read('authors')).toEqual([{ id: 'austen', title: 'Jane' }])
    expect(await read('things')).toEqual([{ id: 'k', title: 'T' }])
    expect(stores.states()).toEqual([
      {
        name: 'library',
        url: 'yaml:./data',
        connector: 'yaml',
        state: 'open',
        error: null,
        collections: [
          { name: 'books', items: 1, error: null },
          { name: 'authors', items: 1, error: null },
        ],
      },
      {
        name: 'yaml:./other.yaml',
        url: 'yaml:./other.yaml',
        connector: 'yaml',
        state: 'open',
        error: null,
        collections: [{ name: 'things', items: 1, error: null }],
      },
    ])
    await stores.close()
    expect(log).toEqual([])
  })

  it('refuses every scheme that no connector claims, without showing credentials', async () => {
    const asked = openStores(
      model(
        [
          { url: 'oracle://joe:s3cret@h:1521/db', scheme: 'oracle' },
          { name: 'more', url: 'gopher://h', scheme: 'gopher' },
        ],
        {},
      ),
      builtIn,
      options,
    )
    const error = await asked.then(
      () => null,
      (each: unknown) => each,
    )
    expect(error).toBeInstanceOf(MistakesError)
    const { message } = error as MistakesError
    expect(message).toMatch(
      /no connector claims the scheme "oracle" of oracle:\/\/\*\*\*@h:1521\/db; known are .*memory, .*yaml/,
    )
    expect(message).toMatch(/stores\.more: no connector claims the scheme "gopher"/)
    expect(message).not.toMatch(/s3cret|joe/)
  })

  it('keeps one bad collection from harming another, and hides paths from clients', async () => {
    folder.write('data/books.yaml', '- { id: 1, title: T }')
    folder.write('data/authors.yaml', 'broken: [')
    const stores = await openStores(
      model([{ url: 'yaml:./data', scheme: 'yaml' }], { books: {}, authors: {}, users: {} }),
      builtIn,
      options,
    )
    expect((await stores.store('books').find(all, {})).rows).toHaveLength(1)
    const failure = async (name: string) =>
      stores
        .store(name)
        .find(all, {})
        .then(
          () => null,
          (error: unknown) => error as StoreError,
        )
    const bad = await failure('authors')
    expect([bad?.code, bad?.extensions['store'], bad?.message]).toEqual([
      'STORE_BAD_DATA',
      'library',
      'The store "library" holds data that cannot be served.',
    ])
    expect((await failure('users'))?.code).toBe('STORE_UNAVAILABLE')
    const [state] = stores.states()
    expect(state?.state).toBe('unavailable')
    expect(state?.collections.map((each) => each.items)).toEqual([1, null, null])
    expect(state?.collections[1]?.error).toMatch(/authors\.yaml is not readable YAML/)
    expect(log.filter((line) => line.includes('authors'))).toHaveLength(1)
    await stores.close()
  })

  describe("of a connector of one's own", () => {
    const store: Store = {
      connector: 'own',
      byIds: async (ids) => ids.map((id) => ({ id })),
      find: async () => ({ rows: [{ id: 1 }], more: false }),
    }
    const own = (open: (options: OpenOptions) => Promise<Server>): Record<string, Connector> => ({
      own: { name: 'own', schemes: ['own'], open },
    })
    const server = (collection: (shape: Shape) => Promise<Store>): Server => ({
      collection,
      close: async () => {},
    })
    const one = model([{ url: 'own://joe:s3cret@h/x', scheme: 'own' }], { books: {} })

    it('starts without a store that cannot be reached, and reaches it later', async () => {
      let up = false
      let tries = 0
      const stores = await openStores(
        one,
        own(async ({ url }) => {
          tries++
          if (!up) throw new Error(`connect ${url} refused for s3cret`)
          return server(async () => store)
        }),
        options,
      )
      const waiting = stores.store('books')
      const failure = await waiting.byIds([1], null, {}).then(
        () => null,
        (error: unknown) => error as StoreError,
      )
      expect([failure?.code, failure?.message]).toEqual([
        'STORE_UNAVAILABLE',
        'The store "library" cannot be reached.',
      ])
      expect(tries).toBe(1)
      expect(stores.states()[0]).toMatchObject({
        state: 'unavailable',
        url: 'own://***@h/x',
        error: 'connect own://***@h/x refused for ***',
      })
      expect(log.join()).not.toMatch(/s3cret/)
      up = true
      await new Promise((pause) => setTimeout(pause, 1_050))
      const answers = await Promise.all([
        waiting.find(all, {}),
        waiting.find(all, {}),
        stores.store('books').byIds([7], null, {}),
      ])
      expect(answers[0]?.rows).toEqual([{ id: 1 }])
      expect(tries).toBe(2)
      expect(stores.store('books')).toBe(store)
      expect(stores.states()[0]).toMatchObject({ state: 'open', error: null })
    })

    it('reaches it without a question too, when somebody asks how it is', async () => {
      let tries = 0
      const stores = await openStores(
        one,
        own(async () => {
          if (++tries === 1) throw new Error('not yet')
          return server(async () => store)
        }),
        options,
      )
      expect(stores.states()[0]?.state).toBe('unavailable')
      expect(tries).toBe(1)
      await new Promise((pause) => setTimeout(pause, 1_050))
      expect(stores.states()[0]?.state).toBe('unavailable')
      await expect.poll(() => stores.states()[0]?.state).toBe('open')
      expect(tries).toBe(2)
      await stores.close()
    })

    it('says which method is missing', async () => {
      const half = { connector: 'own', byIds: store.byIds } as unknown as Store
      const first = await openStores(
        one,
        own(async () => server(async () => half)),
        options,
      )
      expect(first.states()[0]?.collections[0]?.error).toMatch(
        /the connector "own" opened for "books" lacks find\(\)/,
      )
      const second = await openStores(
        one,
        own(async () => ({}) as Server),
        options,
      )
      expect(second.states()[0]?.error).toMatch(
        /open\(\) of the connector "own" answered lacks collection\(\) and close\(\)/,
      )
    })

    it('tells the connector all that it needs', async () => {
      const seen: unknown[] = []
      const codec = { decode: (value: unknown) => value, encode: (value: unknown) => value }
      const asked = model(
        [
          {
            url: 'own:x',
            scheme: 'own',
            options: { id: 'key', onMismatch: 'error', fields: { a: 'b', c: 'd' }, extra: 1 },
          },
        ],
        {
          books: {
            append: false,
            options: {
              fields: { a: { at: 'z', codec }, f: { url: '/f/{id}' } },
              collection: 'accounts',
            },
          },
        },
      )
      await openStores(
        asked,
        own(async (opened) => {
          seen.push(opened.options['extra'], opened.root === folder.path)
          return server(async (shape) => (seen.push(shape), store))
        }),
        options,
      )
      expect(seen.slice(0, 2)).toEqual([1, true])
      expect(seen[2]).toMatchObject({
        name: 'books',
        append: false,
        idFrom: 'key',
        idType: null,
        onMismatch: 'error',
        options: { collection: 'accounts' },
        stored: { a: { at: 'z', codec }, c: 'd' },
      })
      const { stored } = seen[2] as Shape
      expect(typeof stored['f'] === 'object' && stored['f'].codec?.decode('https://x/f/7')).toBe(7)
    })

    it('closes every server, also when one fails to, and answers no more', async () => {
      let closed = 0
      const two = model(
        [
          { url: 'own:x', scheme: 'own' },
          { name: 'other', url: 'own:y', scheme: 'own' },
        ],
        { books: {}, more: { name: 'other' } },
      )
      const stores = await openStores(
        two,
        own(async ({ url }) => ({
          collection: async () => store,
          close: async () => {
            closed++
            if (url === 'own:x') throw new Error('stuck')
          },
        })),
        options,
      )
      await stores.close()
      expect(closed).toBe(2)
      expect(log.join()).toMatch(/library: stuck \(while closing\)/)
      await expect(stores.store('books').find(all, {})).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: 'The store "library" is closed.',
      })
    })
  })

  it('can be counted, call by call', async () => {
    const rows = { books: [{ id: 1, title: 'a' }] }
    const stores = await openStores(model([{ options: { rows } }], { books: {} }), builtIn, options)
    const counted = countingStores(stores)
    const books = counted.stores.store('books')
    await books.byIds([1, '2'], ['title'], {})
    await books.find(question({ page: { first: 2, total: true } }), {})
    await books.byKeys?.(all.sort[0]?.path ?? { names: [], type: string().type }, [1], all, {})
    await books.summarise?.({ filter: all.filter, by: [], figures: [] }, {})
    expect(counted.calls()).toEqual([
      'books.byIds [1 2] {id title}',
      'books.find all | sort id asc | first 2 total',
      'books.byKeys id [1] all | sort id asc',
      'books.summarise all',
    ])
    expect(counted.stores.store('books')).toBe(books)
    counted.reset()
    expect(counted.calls()).toEqual([])
  })
})
