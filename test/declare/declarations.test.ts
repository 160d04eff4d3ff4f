import { describe, expect, it } from 'vitest'
import {
  action,
  collection,
  config,
  memory,
  role,
  selection,
  yaml,
} from '../../src/declare/index.ts'
import { bool } from '../../src/fields/bool.ts'
import { int } from '../../src/fields/int.ts'
import { ref, refsList } from '../../src/declare/links.ts'
import { ref as refTo } from '../../src/fields/ref.ts'
import { string } from '../../src/fields/string.ts'

const title = string({ required: true })
const borrowed = { of: bool(), reads: ['title' as const], from: () => true }
const books = collection('Book', {
  store: 'library',
  description: 'What the library lends.',
  fields: { title, pages: int() },
  computed: { borrowed },
  unique: [['title', 'pages']],
  can: { read: true, create: role('staff') },
})

describe('a collection', () => {
  it('keeps fields, computed fields and everything else apart', () => {
    expect(books.kind).toBe('collection')
    expect(books.type).toBe('Book')
    expect(books.fields.title).toBe(title)
    expect(books.computed).toEqual({ borrowed })
    expect(books.options).toEqual({
      store: 'library',
      description: 'What the library lends.',
      unique: [['title', 'pages']],
      can: { read: true, create: role('staff') },
    })
  })

  it('keeps the order of its fields', () => {
    expect(Object.keys(books.fields)).toEqual(['title', 'pages'])
  })

  it('cannot be changed, nor through what it was made from', () => {
    const fields = { title }
    const options = { store: 'library', fields }
    const made = collection('Book', options)
    Object.assign(fields, { later: int() })
    Object.assign(options, { store: 'shop' })
    expect(Object.keys(made.fields)).toEqual(['title'])
    expect(made.options['store']).toBe('library')
    for (const part of [made, made.fields, made.computed, made.options])
      expect(Object.isFrozen(part)).toBe(true)
  })

  it('leaves it to the model to say that options or fields are missing', () => {
    const careless = collection as unknown as (type: string, options?: object) => object
    expect(careless('Book')).toEqual({
      kind: 'collection',
      type: 'Book',
      fields: {},
      computed: {},
      options: {},
    })
  })
})

describe('a selection', () => {
  it('is on its collection', () => {
    const french = selection(books, {
      where: { title: { startsWith: 'Le ' } },
      sort: [{ title: 'asc' }],
      can: true,
    })
    expect(french.on).toBe(books)
    expect(french).toMatchObject({
      kind: 'selection',
      options: { sort: [{ title: 'asc' }], can: true },
    })
    expect(Object.isFrozen(french) && Object.isFrozen(french.options)).toBe(true)
  })
})

describe('an action', () => {
  const days = int({ required: true })
  const run = async () => {}

  it('is on its collection, with input, output and the rest apart', () => {
    const lend = action(books, { input: { days }, can: role('member'), run })
    expect(lend).toEqual({
      kind: 'action',
      on: books,
      input: { days },
      output: undefined,
      options: { can: role('member'), run },
    })
    expect([lend, lend.input, lend.options].every(Object.isFrozen)).toBe(true)
  })

  it('is free without a collection', () => {
    const output = int({ required: true })
    const count = action({ output, run: async () => 3 })
    expect(count).toMatchObject({ kind: 'action', on: null, input: {}, output })
  })
})

describe('stores and the configuration', () => {
  it('name the scheme whose connector opens them', () => {
    expect(yaml({ path: './data', at: 'books' })).toEqual({
      kind: 'store',
      scheme: 'yaml',
      options: { path: './data', at: 'books' },
    })
    expect(memory()).toEqual({ kind: 'store', scheme: 'memory', options: {} })
  })

  it('are frozen, the rows in memory excepted', () => {
    const rows = [{ id: 1 }]
    const store = memory({ rows })
    const settings = config({ stores: { scratch: store }, port: 4001 })
    expect(settings).toEqual({ kind: 'config', stores: { scratch: store }, port: 4001 })
    expect([settings, store, store.options].every(Object.isFrozen)).toBe(true)
    expect(Object.isFrozen(rows)).toBe(false)
  })
})

describe('links', () => {
  it('are those of the fields, with typed names', () => {
    expect(ref('users' as never, { reverse: 'loans', required: true })).toEqual(
      refTo('users', { reverse: 'loans', required: true }),
    )
    expect(refsList('books' as never)).toMatchObject({
      kind: 'refsList',
      to: 'books',
      reverse: undefined,
    })
  })
})
