import { describe, expect, it } from 'vitest'
import { collection } from '../../src/declare/index.ts'
import { string } from '../../src/fields/index.ts'
import { library, the, thing } from './library.ts'

const model = library()

describe('the model', () => {
  it('has the collections by module name, sorted, each with its file', () => {
    expect([...model.collections.keys()]).toEqual([
      'authors',
      'books',
      'countries',
      'topics',
      'users',
    ])
    expect(the(model, 'books').file).toBe('schema/books.ts')
    expect(the(model, 'users').file).toBeNull()
  })

  it('is frozen', () => {
    expect(Object.isFrozen(the(model, 'books'))).toBe(true)
    expect(Object.isFrozen(model.limits)).toBe(true)
  })

  it('adds meta unless a collection says not to', () => {
    expect([...(the(model, 'books').fields.get('meta')?.fields?.keys() ?? [])]).toEqual([
      'createdAt',
      'createdBy',
      'modifiedAt',
      'modifiedBy',
    ])
    expect(the(model, 'users').fields.has('meta')).toBe(false)
  })

  it('names nested objects and enums by their place', () => {
    const { fields } = the(model, 'books')
    expect(fields.get('loan')?.objectNames).toMatchObject({
      type: 'BookLoan',
      where: 'BookLoanWhere',
      input: 'BookLoanInput',
    })
    expect(fields.get('chapters')?.fields?.get('size')?.objectNames?.type).toBe('BookChaptersSize')
    expect(fields.get('genre')?.enumName).toBe('BookGenre')
  })

  it('takes filter: false down into an object, and marks what is in a list of objects', () => {
    const { fields } = the(model, 'books')
    expect(fields.get('extra')?.filterable).toBe(false)
    expect(fields.get('chapters')?.inList).toBe(false)
    expect(fields.get('chapters')?.fields?.get('title')?.inList).toBe(true)
  })

  it('orders by id, as declared, or as the store does', () => {
    expect(the(model, 'books').order.map((key) => key.path.names)).toEqual([['id']])
    expect(the(model, 'topics').order).toEqual([])
    const [name, agent, id] = the(model, 'authors').order
    expect(name?.path.names).toEqual(['name'])
    expect(agent).toMatchObject({
      direction: 'desc',
      path: { names: ['name'] },
      through: [{ to: 'users' }],
    })
    expect(id?.path.names).toEqual(['id'])
  })

  it('keeps what is unique alone and together; unique of a list is about its elements', () => {
    expect(the(model, 'books').unique).toEqual([['title', 'author']])
    expect(the(model, 'countries').unique).toEqual([['cca2']])
  })

  it('pages by its own figures, else by the limits', () => {
    expect(the(model, 'users').page).toEqual({ default: 5, max: 10 })
    expect(the(library({ limits: { pageDefault: 7, pageMax: 9 } }), 'books').page).toEqual({
      default: 7,
      max: 9,
    })
  })

  it('appends the collection to a named store, and nothing to an inline one', () => {
    expect(the(model, 'books').store).toEqual({
      name: 'library',
      append: true,
      options: {},
      calls: null,
    })
    expect(the(model, 'users').store).toEqual({
      name: 'library',
      append: true,
      options: { collection: 'people' },
      calls: null,
    })
    expect(the(model, 'countries').store).toEqual({
      name: 'memory:countries',
      append: false,
      options: {},
      calls: null,
    })
    expect(the(model, 'topics').store).toMatchObject({ append: false, options: { rows: [] } })
    expect(model.stores.get(the(model, 'topics').store.name)).toMatchObject({
      scheme: 'memory',
      url: 'memory:',
      options: { rows: [] },
    })
    expect(model.stores.get('library')).toEqual({
      name: 'library',
      url: 'memory:',
      scheme: 'memory',
      options: {},
    })
  })

  it('lists what relies on the default rules', () => {
    expect(model.unruled).toContain('books.read')
    expect(model.unruled).toContain('books.french')
    expect(library({}, {}).unruled).not.toContain('books.unrelated')
  })

  it('hides what nobody may ever read, whatever way that is said', () => {
    expect(thing({ can: { read: false } }).hidden).toBe(true)
    expect(thing({}, { can: { read: false } }).hidden).toBe(true)
    expect(thing({ can: { read: () => false } }).hidden).toBe(false)
  })

  it('gives a selection its paths, filter and order', () => {
    const [french] = the(model, 'books').selections
    expect(french?.names).toEqual({
      field: 'frenchBooks',
      type: 'FrenchBooksRow',
      connection: 'FrenchBooksConnection',
      edge: 'FrenchBooksEdge',
    })
    expect([...(french?.show?.keys() ?? [])]).toEqual(['title', 'author', 'titles'])
    expect(french?.where).toMatchObject({
      kind: 'linked',
      quantifier: 'one',
      of: { kind: 'compare', op: 'eq', value: 'FR' },
    })
    expect(french?.sort?.map((key) => [key.path.names[0], key.direction])).toEqual([
      ['title', 'desc'],
      ['id', 'asc'],
    ])
  })

  it('masks the credentials in the name of an inline URL', () => {
    const url = 'memory://me:pa/ss@host/x?token=1'
    const inline = library(
      {},
      { things: { default: collection('Thing', { store: url, fields: { name: string() } }) } },
    )
    expect(the(inline, 'things').store.name).toBe(url)
    expect(inline.stores.get(url)).toMatchObject({ name: 'memory://host/x', url })
  })
})
