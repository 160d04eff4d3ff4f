import { describe, expect, it } from 'vitest'
import { idType, idTypeFor } from '../../src/fields/id.ts'
import { ref, refsList } from '../../src/fields/index.ts'
import { StoreKey } from '../../src/fields/key.ts'
import { write } from './say.ts'

const objectId = '507f1f77bcf86cd799439011'
const uuid = '123e4567-e89b-42d3-a456-426614174000'

describe('an id', () => {
  it('keeps the type that its store gives it', () => {
    const keys = ['10', 10, 10n, 2n ** 60n, new StoreKey('objectId', objectId), '', '007']
    expect(keys.map(idType.decode)).toEqual([
      '10',
      10,
      10,
      2n ** 60n,
      new StoreKey('objectId', objectId),
      '',
      '007',
    ])
  })

  it('is no fraction, no lost integer, no object', () => {
    for (const stored of [1.5, 2 ** 53, Number.NaN, true, {}, [], new Date(0)])
      expect(idType.decode(stored)).toBeUndefined()
  })

  it('is an integer where text from a client reads as one', () => {
    expect(['10', '-3', '007', '1e3', '9007199254740993', 'x', ''].map(idType.parse)).toEqual([
      10,
      -3,
      '007',
      '1e3',
      9007199254740993n,
      'x',
      '',
    ])
  })

  it('becomes what the collection declares, and no text is an error', () => {
    expect(idTypeFor('text').parse('10')).toBe('10')
    expect(idTypeFor('int').parse('10')).toBe(10)
    expect(idTypeFor('objectId').parse(objectId.toUpperCase())).toEqual(
      new StoreKey('objectId', objectId),
    )
    expect(idTypeFor('objectId').parse('short')).toBe('short')
    expect(idTypeFor('uuid').parse(uuid.toUpperCase())).toEqual(new StoreKey('uuid', uuid))
  })

  it('equals what prints alike, and sorts by type, then value', () => {
    expect(idType.identity(10)).toBe(idType.identity('10'))
    expect(idType.identity(new StoreKey('uuid', uuid))).toBe(uuid)
    const oid = new StoreKey('objectId', objectId)
    const uid = new StoreKey('uuid', uuid)
    expect([oid, uid, 'b', '10', 'a', 10, 9, 2n ** 60n].sort(idType.compare)).toEqual([
      9,
      10,
      2n ** 60n,
      '10',
      'a',
      'b',
      uid,
      oid,
    ])
  })

  it('is JSON where it is stored as JSON', () => {
    expect([10, 2n ** 60n, 'x', new StoreKey('objectId', objectId)].map(idType.encode)).toEqual([
      10,
      '1152921504606846976',
      'x',
      objectId,
    ])
  })
})

describe('a ref', () => {
  it('remembers its target and its reverse', () => {
    const field = ref('authors', { reverse: 'books', required: true })
    expect(field).toMatchObject({
      kind: 'ref',
      to: 'authors',
      reverse: 'books',
      options: { required: true },
    })
    expect(ref('authors').reverse).toBeUndefined()
  })

  it('takes ids, and one that is required is not empty', () => {
    expect(write(ref('authors'), '10')).toBe(10)
    expect(write(ref('authors'), { id: '10' })).toEqual(['it: an object is not an id'])
    expect(write(ref('authors', { required: true }), '')).toEqual([
      'it: is required and may not be empty',
    ])
  })

  it('shows its id as text to the user’s code', () => {
    const seen: unknown[] = []
    const field = ref('authors', {
      check: (id) => seen.push(id) > 0 || 'never',
      transform: (id) => id.trim(),
    })
    expect(write(field, ' 10 ')).toBe(10)
    expect(seen).toEqual(['10'])
  })
})

describe('a refsList', () => {
  it('takes a list of ids', () => {
    const field = refsList('books', { onDelete: 'cascade', max: 2 })
    expect(field).toMatchObject({ kind: 'refsList', to: 'books', options: { onDelete: 'cascade' } })
    expect(write(field, ['1', 'x'])).toEqual([1, 'x'])
    expect(write(field, [1, null, {}])).toEqual(['it.1: null is not an id'])
    expect(write(field, [1, 2, 3])).toEqual(['it: has 3 elements, at most 2 are allowed'])
  })
})
