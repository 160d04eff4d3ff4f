import { MongoClient, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import { addressOf, placeOf } from '../../src/connectors/stores/mongodb/address.ts'
import { mongoMistakes } from '../../src/connectors/stores/mongodb/check.ts'
import mongodb from '../../src/connectors/stores/mongodb/index.ts'
import type { OpenOptions, Shape } from '../../src/connectors/connector.ts'
import { describeMongo, freshDatabase } from '../servers/mongodb.ts'
import { question, shape } from './library.ts'
import { opening } from './opening-options.ts'

const opened = (url: string, options: OpenOptions['options'] = {}): OpenOptions =>
  opening({ name: 'shop', url, options }).options

describe('the address of a mongodb store', () => {
  const place = (url: string, options = {}, changes: Partial<Shape> = {}) => {
    const given = opened(url, options)
    return Object.values(placeOf(addressOf(given), shape(changes), given)).join('.')
  }

  it('is a URL with a database; the collection is the module’s name', () => {
    expect(place('mongodb://localhost/shop')).toBe('shop.books')
    expect(place('mongodb://a:1,b:2,c/shop?replicaSet=rs0')).toBe('shop.books')
    expect(place('mongodb+srv://cluster.example/shop')).toBe('shop.books')
    expect(
      place('mongodb:', { url: 'mongodb://localhost/shop', collection: 'ignored by name' }),
    ).toBe('shop.books')
  })
  it('names a collection where it stands in the collection itself', () => {
    const inline = { append: false }
    expect(place('mongodb://localhost/shop/old.books', {}, inline)).toBe('shop.old.books')
    expect(place('mongodb://localhost/shop', {}, inline)).toBe('shop.books')
    expect(place('mongodb:', { database: 'shop', collection: 'tomes' }, inline)).toBe('shop.tomes')
  })
  it('gives way to what the collection says', () => {
    const options = { database: 'archive', collection: 'tomes' }
    expect(place('mongodb://localhost/shop', {}, { options })).toBe('archive.tomes')
    expect(place('mongodb://localhost/shop', { database: 'other' })).toBe('other.books')
  })
  it('may be given in parts', () => {
    const { url, auth } = addressOf(
      opened('mongodb:', { host: '::1', port: 27_018, user: 'a', password: 'b:@/' }),
    )
    expect([url, auth]).toEqual(['mongodb://[::1]:27018/', { username: 'a', password: 'b:@/' }])
    expect(addressOf(opened('mongodb:')).url).toBe('mongodb://localhost:27017/')
  })
  it('leaves the URL as it is, for the driver', () => {
    const url = 'mongodb://u:p%40@a:1,b:2/?authSource=admin&maxPoolSize=3'
    expect(addressOf(opened(url)).url).toBe(url)
    expect(addressOf(opened('mongodb://u:p@a/shop?tls=true')).url).toBe(
      'mongodb://u:p@a/shop?tls=true',
    )
    expect([...addressOf(opened(url)).settings]).toEqual(['authsource', 'maxpoolsize'])
  })
  it('tells stores of one server from those of others', () => {
    const key = (url: string) => addressOf(opened(url)).key
    expect(key('mongodb://a/shop')).toBe(key('mongodb://a/library'))
    expect(key('mongodb://a/shop')).not.toBe(key('mongodb://b/shop'))
    expect(key('mongodb://u:p@a/shop')).not.toBe(key('mongodb://u:p@a/library'))
    expect(key('mongodb://u:p@a/shop?authSource=x')).toBe(
      key('mongodb://u:p@a/library?authSource=x'),
    )
  })
  it('is refused in words where it does not say enough', () => {
    expect(() => place('mongodb://localhost')).toThrow(/no database is named for "books"/)
    expect(() => place('mongodb://localhost/shop/books')).toThrow(/names one collection/)
    expect(() => addressOf(opened('mongodb://'))).toThrow(StoreError)
    expect(() => addressOf(opened('mongodb:', { user: 'a' }))).toThrow(/go together/)
  })
})

describe('the options of a mongodb store', () => {
  it('are checked at the start, all at once', () => {
    const wrong = mongoMistakes(
      {
        url: 'mongodb://',
        validate: true,
        port: 0,
        user: 'a',
        validated: 'yes',
        onMismatch: 'no',
        fields: [],
        id: '',
      },
      'store',
    )
    expect(wrong.map(({ at, message }) => `${at} ${message}`)).toEqual([
      'url is no URL of MongoDB; write mongodb://host:27017/database or mongodb+srv://host/database',
      'validate is no option of a MongoDB store. Did you mean "validated"?',
      'port must be a port between 1 and 65535, not 0',
      'validated must be true or false, not "yes"',
      `onMismatch must be 'null' or 'error', not "no"`,
      'fields must be a map of our names to stored paths, not a list',
      'id must be a text that is not empty, not ""',
      'port stands beside url, which says it all; leave one of them out',
      'user stands beside url, which says it all; leave one of them out',
      'user needs the other: user and password go together',
    ])
  })
  it('of the connection belong to the store', () => {
    expect(mongoMistakes({ host: 'x', collection: 'y' }, 'collection')).toEqual([
      {
        at: 'host',
        message: 'belongs to the store, in the configuration: its collections share one connection',
      },
    ])
    expect(mongoMistakes({ url: 'mongodb://x/y', port: 5 }, 'store').map(({ at }) => at)).toEqual([
      'port',
    ])
    expect(mongoMistakes({ url: 'mongodb:', database: 'y' }, 'store')).toEqual([])
  })
})

await describeMongo('stores of one mongodb server', ({ url }) => {
  const clients = async () => {
    const admin = await MongoClient.connect(url)
    return admin
  }
  it('share a client until the last is closed', async () => {
    const admin = await clients()
    const database = freshDatabase()
    await admin
      .db(database)
      .collection<Document>('books')
      .insertOne({ _id: 1, title: 'x' } as Document)
    const [one, two] = await Promise.all([
      mongodb.open(opened(url, { database })),
      mongodb.open(opened(url, { database: `${database}_2` })),
    ])
    const store = await two.collection(shape({ options: { database } }))
    await one.close()
    await one.close()
    expect((await store.find(question(), {})).rows).toHaveLength(1)
    await two.close()
    await expect(store.find(question(), {})).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await admin.db(database).dropDatabase()
    await admin.close()
  })
  it('answer alike to every caller', async () => {
    const server = await mongodb.open(opened(url, { database: 'any' }))
    const store = await server.collection(shape())
    expect(store.alike?.({ headers: { authorization: 'x' } })).toBe(store.alike?.({}))
    await server.close()
  })
})

describe('a mongodb server that is not there', () => {
  it('is unavailable within three seconds, and tells clients no address', async () => {
    const begun = Date.now()
    const failed = await mongodb
      .open(opened('mongodb://127.0.0.1:1/shop'))
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(StoreError)
    expect((failed as StoreError).code).toBe('STORE_UNAVAILABLE')
    expect(Date.now() - begun).toBeLessThan(4_500)
  })
  it('is refused where the driver cannot read its URL', async () => {
    const url = 'mongodb://localhost/shop?tls=maybe'
    await expect(mongodb.open(opened(url))).rejects.toMatchObject({ code: 'STORE_REFUSED' })
  })
})
