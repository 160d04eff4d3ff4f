import { describe, expect, it } from 'vitest'
import { StoreKey } from '../../src/fields/key.ts'
import { decimal, list, object, ref, refsList, string, int } from '../../src/fields/index.ts'
import type { Shape } from '../../src/connectors/connector.ts'
import { mismatchesOf, rowDecoder } from '../../src/connectors/decode.ts'
import { ItemMistake } from '../../src/connectors/item-mistake.ts'
import { urlCodec } from '../../src/connectors/url-codec.ts'
import { shape } from './library.ts'

const decoder = (changes: Partial<Shape> = {}) =>
  rowDecoder(shape({ fields: { title: string() }, ...changes }))
const idOf = (stored: object, name?: string, changes?: Partial<Shape>) =>
  decoder(changes)(stored, name).id

describe('the id of a stored item', () => {
  it('is what stands inside, and else its name', () => {
    expect(idOf({ id: 7 }, 'file')).toBe(7)
    expect(idOf({}, 'file')).toBe('file')
    expect(idOf({ id: null }, '12')).toBe(12)
    expect(idOf({}, '012')).toBe('012')
    expect(idOf({}, '9007199254740993')).toBe(9007199254740993n)
  })
  it('may be another stored field, deeper too', () => {
    expect(idOf({ id: 1, meta: { key: 'k' } }, undefined, { idFrom: 'meta.key' })).toBe('k')
  })
  it('may be composed', () => {
    const changes = { idFrom: '{user}-{n}', stored: { user: 'userId' } }
    expect(idOf({ user: 'u', n: 3 }, undefined, changes)).toBe('u-3')
    expect(idOf({ userId: 'joe', n: 0 }, undefined, changes)).toBe('joe-0')
    expect(() => idOf({ user: 'u' }, undefined, changes)).toThrow(
      'has no id: "{user}-{n}" is missing',
    )
  })
  it('takes the form that the collection names', () => {
    expect(idOf({ id: 10 }, undefined, { idType: 'text' })).toBe('10')
    expect(idOf({}, '10', { idType: 'text' })).toBe('10')
    expect(idOf({ id: '10' }, undefined, { idType: 'int' })).toBe(10)
    expect(idOf({ id: 'x' }, undefined, { idType: 'int' })).toBe('x')
    const uuid = 'F47AC10B-58CC-4372-A567-0E02B2C3D479'
    expect(idOf({ id: uuid }, undefined, { idType: 'uuid' })).toEqual(new StoreKey('uuid', uuid))
    expect(idOf({}, '507f1f77bcf86cd799439011', { idType: 'objectId' })).toBeInstanceOf(StoreKey)
  })
  it('is refused in words where it is none', () => {
    for (const id of [1.5, true, [1], { a: 1 }, Number.NaN]) {
      expect(() => idOf({ id }, 'name')).toThrow(ItemMistake)
    }
    expect(() => idOf({})).toThrow('has no id: "id" is missing')
  })
})

describe('decoding', () => {
  it('refuses what is no map, in words', () => {
    const decode = decoder()
    expect(() => decode(null)).toThrow('is empty; a map of fields is expected')
    expect(() => decode([1])).toThrow('is a list; a map')
    expect(() => decode('x')).toThrow('is a string; a map')
    expect(() => decode(new Date())).toThrow('is no plain map; a map')
  })
  it('makes a nested object of members that are stored elsewhere', () => {
    const fields = { loan: object({ user: ref('users'), note: string() }) }
    const decode = decoder({ fields, stored: { 'loan.user': 'borrower.id' } })
    expect(decode({ id: 1, borrower: { id: 3 } })['loan']).toEqual({ user: 3 })
    expect(decode({ id: 1, borrower: { id: null } })['loan']).toEqual({ user: null })
    expect(decode({ id: 1, loan: { note: 'n', user: 9 } })['loan']).toEqual({ note: 'n' })
    expect('loan' in decode({ id: 1 })).toBe(false)
    expect(decode({ id: 1, loan: null })['loan']).toBeNull()
  })
  it('reads names from the element inside lists', () => {
    const fields = { reviews: list(object({ by: ref('users') })) }
    const decode = decoder({ fields, stored: { 'reviews.by': 'user.id' } })
    expect(decode({ id: 1, reviews: [{ user: { id: 2 } }, {}] })['reviews']).toEqual([
      { by: 2 },
      {},
    ])
  })
  it('reads links that are addresses', () => {
    const fields = { home: ref('planets'), films: refsList('films') }
    const stored = {
      home: { at: 'homeworld', codec: urlCodec('/planets/{id}/') },
      films: { codec: urlCodec('/films/{id}/') },
    }
    const decode = decoder({ fields, stored })
    const row = decode({
      id: 1,
      homeworld: 'https://x.example/api/planets/12/',
      films: ['/films/1/', 'https://x/films/a%20b/'],
    })
    expect(row).toEqual({ id: 1, home: 12, films: [1, 'a b'] })
    expect(
      decode({ id: 1, homeworld: 'https://x/people/12/', films: ['/films/1/', 'odd'] }),
    ).toEqual({ id: 1, home: null, films: null })
    expect(urlCodec('/films/{id}/').encode(['a/b', 1])).toEqual(['/films/a%2Fb/', '/films/1/'])
  })
  it('takes a codec that throws, or knows no value, as a misfit', () => {
    const codec = {
      decode: (stored: unknown) => {
        if (stored === 1) throw new Error('no')
        return undefined
      },
      encode: String,
    }
    const decode = decoder({ stored: { title: { codec } }, onMismatch: 'error' })
    for (const title of [1, 2]) {
      const row = decode({ id: 1, title })
      expect(row['title']).toBeNull()
      expect(mismatchesOf(row)).toHaveLength(1)
    }
  })
  it('has no misfits where all fits, and does not note them unless asked', () => {
    expect(mismatchesOf(decoder({ onMismatch: 'error' })({ id: 1, title: 't' }))).toEqual([])
    expect(mismatchesOf(decoder()({ id: 1, title: 7 }))).toEqual([])
  })
  it('reads fields that are called like members of every object', () => {
    const fields = { constructor: string(), toString: int(), price: decimal() }
    const decode = decoder({ fields: Object.assign(Object.create(null), fields) })
    expect(Object.keys(decode({ id: 1 }))).toEqual(['id'])
    expect(decode({ id: 1, constructor: 'c' })['constructor']).toBe('c')
  })
})
