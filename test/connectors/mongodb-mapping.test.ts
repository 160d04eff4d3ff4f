import { Decimal128, ObjectId, type Document } from 'mongodb'
import { expect, it } from 'vitest'
import { StoreKey } from '../../src/fields/key.ts'
import { datetime, decimal, float, int, list, object, ref, string } from '../../src/fields/index.ts'
import type { Shape, Store } from '../../src/connectors/connector.ts'
import { urlCodec } from '../../src/connectors/url-codec.ts'
import { finish } from '../../src/query/answer.ts'
import type { Filter, Path } from '../../src/query/filter.ts'
import { everything } from '../../src/query/filter.ts'
import { wholeList } from '../../src/query/page.ts'
import type { Question } from '../../src/query/question.ts'
import type { Field } from '../../src/fields/field.ts'
import { idType } from '../../src/fields/id.ts'
import { describeMongo } from '../servers/mongodb.ts'
import { shape } from './library.ts'
import { openItems } from './mongodb-items.ts'

const seconds = {
  decode: (stored: unknown) => new Date(Number(stored) * 1_000),
  encode: (value: unknown) => Number(value) / 1_000,
}

const fields = {
  user: ref('users'),
  at: datetime(),
  hunger: float({ absent: 0 }),
  price: decimal(),
  tags: list(string(), { absent: [] }),
  pose: object({ x: int(), label: string() }),
}

const pathOf = (dotted: string): Path => {
  const names = dotted.split('.')
  if (dotted === 'id') return { names, type: idType }
  const field = (fields as unknown as Record<string, Field>)[names[0] ?? '']
  if (!field) throw new Error(dotted)
  const { absent } = field.options as { absent?: unknown }
  return { names, type: field.type, ...(absent !== undefined && { absent }) }
}

const compare = (name: string, op: string, value: unknown): Filter =>
  ({ kind: 'compare', path: pathOf(name), op, value }) as Filter

const ask = (given: { filter?: Filter; sort?: string }): Question => ({
  filter: given.filter ?? everything,
  sort: [
    ...(given.sort ? [{ path: pathOf(given.sort), direction: 'asc' } as const] : []),
    { path: pathOf('id'), direction: 'asc' },
  ],
  page: wholeList,
  fields: null,
})

await describeMongo('documents that are shaped otherwise', (server) => {
  const using = async (
    documents: readonly Document[],
    changes: Partial<Shape>,
    work: (store: Store) => Promise<void>,
  ) => {
    const opened = await openItems(server, shape({ fields, ...changes }), documents)
    await work(opened.store).finally(() => opened.close())
  }
  const found = async (store: Store, given: { filter?: Filter; sort?: string }) => {
    const answer = await store.find(ask(given), {})
    return {
      ids: finish(answer, ask(given)).rows.map((row) => row.id),
      left: answer.rest !== undefined,
    }
  }

  it('are read, filtered and sorted under other names', async () => {
    const documents = [
      { _id: 1, by_user: 42, where: { x: 1, name: 'b' }, pose: { x: 9 } },
      { _id: 2, by_user: 7, where: { x: 2, name: 'a' } },
    ]
    const stored = { user: 'by_user', 'pose.x': 'where.x', 'pose.label': 'where.name' }
    await using(documents, { stored }, async (store) => {
      const rows = await store.byIds([1], null, {})
      expect(rows).toEqual([{ id: 1, user: 42, pose: { x: 1, label: 'b' } }])
      const keys: Filter = { kind: 'keys', path: pathOf('user'), keys: ['7'] }
      expect(await found(store, { filter: keys })).toEqual({ ids: [2], left: false })
    })
  })
  it('may hold the linked item in the place of its id', async () => {
    const author = new ObjectId('5f0000000000000000000001')
    const documents = [
      { _id: 1, author: { _id: author, __ref__: 140_234, __model__: 'blog.User' } },
      { _id: 2, author: { __ref__: 140_234, __model__: 'blog.User' } },
      { _id: 3, author: [{ _id: author }] },
    ]
    await using(documents, { stored: { user: 'author._id' } }, async (store) => {
      const key = new StoreKey('objectId', String(author))
      expect(await store.byIds([1, 2, 3], null, {})).toEqual([
        { id: 1, user: key },
        { id: 2 },
        { id: 3 },
      ])
      const keys: Filter = { kind: 'keys', path: pathOf('user'), keys: [String(author)] }
      expect(await found(store, { filter: keys })).toEqual({ ids: [1], left: false })
    })
  })
  it('keep codings that order as their values do on the server, and others off it', async () => {
    const documents = [
      { _id: 1, time: 700 },
      { _id: 2, time: 5 },
      { _id: 3, time: null },
      { _id: 4 },
    ]
    const late = compare('at', 'gt', new Date(6_000))
    const coded = (codec: object) => ({ stored: { at: { at: 'time', codec } as never } })
    await using(documents, coded({ ...seconds, ordered: true }), async (store) => {
      expect(await found(store, { filter: late })).toEqual({ ids: [1], left: false })
      expect(await found(store, { sort: 'at' })).toEqual({ ids: [3, 4, 2, 1], left: false })
      expect(await found(store, { filter: compare('at', 'isNull', true) })).toEqual({
        ids: [3, 4],
        left: false,
      })
      const figures = [{ fn: 'max', path: pathOf('at') }] as const
      const summary = await store.summarise?.({ filter: everything, by: [], figures }, {})
      expect(summary).toEqual([{ key: [], count: 4, values: [new Date(700_000)] }])
    })
    await using(documents, coded(seconds), async (store) => {
      expect(await found(store, { filter: late })).toEqual({ ids: [1], left: true })
      expect(await found(store, { sort: 'at' })).toEqual({ ids: [3, 4, 2, 1], left: true })
    })
  })
  it('may store links as addresses', async () => {
    const stored = { user: { at: 'owner', codec: urlCodec('/users/{id}/') } }
    await using(
      [
        { _id: 1, owner: 'https://x.example/users/42/' },
        { _id: 2, owner: 'no' },
      ],
      { stored },
      async (store) => {
        const keys: Filter = { kind: 'keys', path: pathOf('user'), keys: [42] }
        expect((await found(store, { filter: keys })).ids).toEqual([1])
        expect((await store.byIds([2], null, {}))[0]).toEqual({ id: 2, user: null })
      },
    )
  })
  it('may leave out what their absence means', async () => {
    const documents = [
      { _id: 1, hunger: 0.5 },
      { _id: 2 },
      { _id: 3, hunger: null },
      { _id: 4, hunger: -1, tags: ['a'] },
    ]
    await using(documents, {}, async (store) => {
      expect(await found(store, { filter: compare('hunger', 'gte', 0) })).toEqual({
        ids: [1, 2],
        left: false,
      })
      expect(await found(store, { filter: compare('hunger', 'eq', 0) })).toEqual({
        ids: [2],
        left: false,
      })
      expect(await found(store, { filter: compare('hunger', 'isNull', true) })).toEqual({
        ids: [3],
        left: false,
      })
      expect(await found(store, { filter: compare('tags', 'size', 0) })).toEqual({
        ids: [1, 2, 3],
        left: false,
      })
      expect(await found(store, { sort: 'hunger' })).toEqual({ ids: [3, 4, 2, 1], left: false })
    })
  })
  it('may hold decimals in every coding, and one text among them changes no answer', async () => {
    const documents: Document[] = [
      { _id: 1, price: 9.99 },
      { _id: 2, price: 10 },
      { _id: 3, price: 0.1 },
      { _id: 4, price: 'dear' },
    ]
    const filter = compare('price', 'in', ['9.990', '0.1'])
    await using(documents, {}, async (store) => {
      expect(await found(store, { filter })).toEqual({ ids: [1, 3], left: false })
      expect(await found(store, { sort: 'price' })).toEqual({ ids: [4, 3, 1, 2], left: false })
    })
    const mixed = [...documents, { _id: 5, price: Decimal128.fromString('0.10') }]
    await using(mixed, {}, async (store) => {
      expect(await found(store, { filter })).toEqual({ ids: [1, 3, 5], left: false })
      expect(await found(store, { sort: 'price' })).toEqual({ ids: [4, 3, 5, 1, 2], left: true })
    })
    await using([...documents, { _id: 6, price: '1e1' }], {}, async (store) => {
      expect(await found(store, { filter: compare('price', 'eq', '10') })).toEqual({
        ids: [2, 6],
        left: true,
      })
    })
  })
  it('that are validated are asked without guards, by stored names alone', async () => {
    const documents = [
      { _id: 1, price: Decimal128.fromString('7.5'), at: new Date(5), pose: { x: 2 } },
      { _id: 2, price: 0.1, at: new Date(4), pose: { x: 1 } },
      { _id: 3 },
    ]
    await using(documents, { options: { validated: true } }, async (store) => {
      expect(await found(store, { sort: 'at' })).toEqual({ ids: [3, 2, 1], left: false })
      expect(await found(store, { filter: compare('price', 'lte', '0.10') })).toEqual({
        ids: [2],
        left: false,
      })
      expect(await found(store, { filter: compare('at', 'isNull', true) })).toEqual({
        ids: [3],
        left: false,
      })
      const figures = [{ fn: 'min', path: pathOf('at') }] as const
      const summary = await store.summarise?.({ filter: everything, by: [], figures }, {})
      expect(summary?.[0]?.values).toEqual([new Date(4)])
    })
  })
})
