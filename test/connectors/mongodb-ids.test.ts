import { Double, Long, ObjectId, UUID, type Document } from 'mongodb'
import { expect, it } from 'vitest'
import { keyText, StoreKey, type Key } from '../../src/fields/key.ts'
import { finish } from '../../src/query/answer.ts'
import type { Shape, Store } from '../../src/connectors/connector.ts'
import { splitsOf } from '../../src/connectors/stores/mongodb/id-template.ts'
import type { Row } from '../../src/query/row.ts'
import { describeMongo } from '../servers/mongodb.ts'
import { order, path, question, shape, where } from './library.ts'
import { openItems } from './mongodb-items.ts'

const hex = '5f00000000000000000000aa'
const uuid = '123e4567-e89b-42d3-a456-426614174000'

await describeMongo('ids in mongodb', (server) => {
  const using = async (
    documents: readonly Document[],
    changes: Partial<Shape>,
    work: (store: Store) => Promise<void>,
  ) => {
    const opened = await openItems(server, shape(changes), documents)
    await work(opened.store).finally(() => opened.close())
  }
  const listed = async (store: Store, what = question()) =>
    finish(await store.find(what, {}), what).rows.map((row) => row.id)
  const got = async (store: Store, ...ids: Key[]) =>
    (await store.byIds(ids, ['title'], {})).map((row) => (row as Row | null)?.id ?? null)

  const mixed: Document[] = [
    { _id: new ObjectId(hex), title: 'object' },
    { _id: 'b', title: 'text' },
    { _id: 10, title: 'int' },
    { _id: new UUID(uuid), title: 'uuid' },
    { _id: new Double(2), title: 'double' },
    { _id: Long.fromString('9007199254740993'), title: 'long' },
    { _id: '010', title: 'no integer' },
  ]

  it('stand side by side in one collection, each with its type, in the order of types', async () => {
    await using(mixed, {}, async (store) => {
      const inOrder = [
        2,
        10,
        9007199254740993n,
        '010',
        'b',
        new StoreKey('uuid', uuid),
        new StoreKey('objectId', hex),
      ]
      expect(await listed(store)).toEqual(inOrder)
      expect(await listed(store, question({ sort: order('id desc') }))).toEqual(
        inOrder.toReversed(),
      )
      expect(await got(store, '10', hex, uuid, '9007199254740993', '2', '010', 'b')).toEqual([
        10,
        new StoreKey('objectId', hex),
        new StoreKey('uuid', uuid),
        9007199254740993n,
        2,
        '010',
        'b',
      ])
      expect(await got(store, hex.toUpperCase(), '2.0', '0', '')).toEqual([null, null, null, null])
    })
  })
  it('are walked by cursors that carry their type', async () => {
    await using(mixed, {}, async (store) => {
      const all = await listed(store)
      const seen: Key[] = []
      for (let at: Key | undefined; seen.length < 20;) {
        const after = at === undefined ? null : { values: [at] }
        const [next] = await listed(store, question({ page: { first: 1, after } }))
        if (next === undefined) break
        seen.push(next)
        at = next
      }
      expect(seen).toEqual(all)
    })
  })
  it('are looked up in one form where the collection says which', async () => {
    const twins = [{ _id: new ObjectId(hex) }, { _id: hex }]
    await using(twins, { idType: 'objectId' }, async (store) => {
      expect(await got(store, hex)).toEqual([new StoreKey('objectId', hex)])
    })
    await using(twins, { idType: 'text' }, async (store) => {
      expect(await got(store, hex)).toEqual([hex])
    })
  })
  it('that print alike are served once, the first in order, in every answer', async () => {
    const documents = [
      { _id: '7' },
      { _id: 7 },
      { _id: hex },
      { _id: new ObjectId(hex) },
      { _id: 8 },
    ]
    await using(documents, {}, async (store) => {
      expect(await listed(store)).toEqual([7, 8, hex])
      const what = question({ page: { first: 1, total: true } })
      expect((await store.find(what, {})).total).toBe(3)
      const summary = { filter: question().filter, by: [], figures: [] }
      expect((await store.summarise?.(summary, {}))?.[0]?.count).toBe(3)
      expect(await got(store, '7', hex)).toEqual([7, hex])
    })
  })
  it('that are no keys are left out, and take no place on a page', async () => {
    const documents = [
      { _id: { a: 1 } },
      { _id: new Date(0) },
      { _id: 1.5 },
      { _id: true },
      { _id: 'z' },
      { _id: 1 },
    ]
    await using(documents as Document[], {}, async (store) => {
      const what = question({ page: { first: 2, total: true } })
      const { rows, more, total } = await store.find(what, {})
      expect([rows.map((row) => row.id), more, total]).toEqual([[1, 'z'], false, 2])
    })
  })
  it('may be another field', async () => {
    const documents = [
      { _id: 1, account_id: 'b', title: 'x' },
      { _id: 2, account_id: new ObjectId(hex), title: 'y' },
      { _id: 3, title: 'none' },
      { _id: 4, account_id: 5 },
    ]
    await using(documents, { idFrom: 'account_id' }, async (store) => {
      expect(await listed(store)).toEqual([5, 'b', new StoreKey('objectId', hex)])
      expect(await got(store, '5', hex, '1')).toEqual([5, new StoreKey('objectId', hex), null])
      const [row] = (await store.byIds(['b'], null, {})) as Row[]
      expect(row).toEqual({ id: 'b', title: 'x' })
    })
  })
  it('may be composed of fields', async () => {
    const documents = [
      { _id: 1, author: 'a', pages: 2, title: 'x' },
      { _id: 2, author: 'a-b', pages: 1 },
      { _id: 3, author: 42, pages: 10 },
      { _id: 4, author: 42 },
    ]
    await using(documents, { idFrom: '{author}-{pages}' }, async (store) => {
      expect(await listed(store)).toEqual(['42-10', 'a-2', 'a-b-1'])
      expect(await got(store, 'a-b-1', '42-10', '42-', 'a-2', '42-010')).toEqual([
        'a-b-1',
        '42-10',
        null,
        'a-2',
        null,
      ])
      const after = { values: ['42-10'] }
      expect(await listed(store, question({ page: { first: 1, after, total: true } }))).toEqual([
        'a-2',
      ])
      expect(await listed(store, question({ filter: where('id', 'in', ['a-2', 'no']) }))).toEqual([
        'a-2',
      ])
      expect(await listed(store, question({ filter: where('id', 'ne', 'a-2') }))).toEqual([
        '42-10',
        'a-b-1',
      ])
      expect(await listed(store, question({ fields: ['title'] }))).toHaveLength(3)
    })
  })
  it('split among the parts of a template in every way', () => {
    expect(splitsOf('a-b-1', ['', '-', ''])).toEqual([
      ['a', 'b-1'],
      ['a-b', '1'],
    ])
    expect(splitsOf('x1', ['x', ''])).toEqual([['1']])
    expect(splitsOf('ab', ['', '', ''])).toEqual([
      ['', 'ab'],
      ['a', 'b'],
      ['ab', ''],
    ])
    expect(splitsOf('y1', ['x', ''])).toEqual([])
  })
  it('of links find each other whatever their type', async () => {
    const documents = [
      { _id: 1, author: new ObjectId(hex), related: [new UUID(uuid), 10] },
      { _id: 2, author: hex, related: ['10'] },
      { _id: 3, author: new UUID(uuid) },
      { _id: 4, author: ['10'] },
    ]
    await using(documents, {}, async (store) => {
      const keys = (name: string, ...of: Key[]) =>
        listed(store, question({ filter: { kind: 'keys', path: path(name), keys: of } }))
      expect(await keys('author', hex)).toEqual([1, 2])
      expect(await keys('author', uuid, 10)).toEqual([3])
      expect(await keys('related', uuid)).toEqual([1])
      expect(await keys('related', '10')).toEqual([1, 2])
      const lists = (await store.byKeys?.(path('related'), [10, uuid, 'no'], question(), {})) ?? []
      expect(lists.map(({ rows }) => rows.map((row) => keyText(row.id)))).toEqual([
        ['1', '2'],
        ['1'],
        [],
      ])
    })
  })
})
