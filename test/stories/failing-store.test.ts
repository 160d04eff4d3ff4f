import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/connectors/connector.ts'
import { StoreError } from '../../src/errors.ts'
import { bench, type Bench } from '../support/engine.ts'
import { libraryConfig, modules } from '../support/library.ts'

/** What the authors' store does when it is asked; the others work. */
let authorsFail: () => Error = () => new StoreError('STORE_UNAVAILABLE', 'library', 'Gone')

function through(store: Store, collection: string): Store {
  if (collection !== 'authors') return store
  const fail = () => Promise.reject(authorsFail())
  return { connector: store.connector, byIds: fail, find: fail, byKeys: fail, summarise: fail }
}

let library: Bench
beforeAll(async () => {
  library = await bench(modules, libraryConfig, { through })
})
afterAll(() => library.close())

const unavailable = { code: 'STORE_UNAVAILABLE', store: 'library' }

describe('a store that fails', () => {
  it('costs its own fields, each with the path of the null', async () => {
    const query =
      '{ books(first: 2) { nodes { title author { name } } } users(first: 1) { nodes { name } } }'
    const { data, errors } = await library.ask(query)
    expect(data.books.nodes).toEqual([
      { title: 'Emma', author: null },
      { title: 'Persuasion', author: null },
    ])
    expect(data.users.nodes).toHaveLength(1)
    expect(errors?.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      { path: ['books', 'nodes', 0, 'author'], extensions: unavailable },
      { path: ['books', 'nodes', 1, 'author'], extensions: unavailable },
    ])
  })

  it('costs the lists, items, summaries and groups that it holds, and no others', async () => {
    const { data, errors } = await library.ask(
      '{ authors { totalCount } author(id: "1") { name } authorsByIds(ids: ["1"]) { id } authorsSummary { count } authorsGroups(by: [{ alive: true }]) { count } booksSummary { count } }',
    )
    expect(data).toMatchObject({
      authors: null,
      author: null,
      authorsByIds: null,
      authorsSummary: null,
      authorsGroups: null,
      booksSummary: { count: 22 },
    })
    expect(errors?.map(({ path }) => path?.join('.'))).toEqual([
      'authors',
      'author',
      'authorsByIds',
      'authorsSummary',
      'authorsGroups',
    ])
  })

  it('costs what is filtered or sorted through it: no wrong answer instead', async () => {
    const { data, errors } = await library.ask(
      '{ a: books(where: { author: { name: { eq: "Jane Austen" } } }) { totalCount } b: books(sort: [{ author: { name: ASC } }]) { nodes { id } } c: books(first: 1) { nodes { id } } }',
    )
    expect(data).toEqual({ a: null, b: null, c: { nodes: [{ id: '1' }] } })
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['a'], unavailable],
      [['b'], unavailable],
    ])
  })

  it('keeps the words of an unexpected error out of the extensions', async () => {
    authorsFail = () => new TypeError('mongodb://root:secret@db')
    const { errors } = await library.ask('{ authors { totalCount } }')
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.extensions?.['code']).toBeUndefined()
  })
})
