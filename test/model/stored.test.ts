import { describe, expect, it } from 'vitest'
import { StoreKey } from '../../src/fields/key.ts'
import { storedView } from '../../src/model/stored.ts'
import { suggest } from '../../src/model/suggest.ts'
import { library, the } from './library.ts'

const model = library()

describe('a stored item as code sees it', () => {
  it('has ids as text and every field, missing ones null or as absent says', () => {
    const row = {
      id: new StoreKey('objectId', 'AB'.repeat(12)),
      author: 10n ** 20n,
      topics: [1, 'x', null],
      loan: { user: 3 },
      chapters: [{ reader: 4 }, null],
    }
    expect(storedView(the(model, 'books'), row)).toEqual({
      id: 'ab'.repeat(12),
      title: null,
      genre: null,
      pages: null,
      price: null,
      printed: null,
      extra: null,
      cover: null,
      tags: [],
      author: '100000000000000000000',
      country: null,
      topics: ['1', 'x'],
      markets: [],
      loan: { user: '3', until: null },
      chapters: [{ title: null, size: null, reader: '4' }, null],
      meta: null,
    })
  })

  it('has nothing of derived links, whatever a store hands over', () => {
    expect(storedView(the(model, 'users'), { id: 1, loans: [3], writer: 4 })).toEqual({
      id: '1',
      name: null,
      loans: [],
      writer: null,
    })
  })

  it('is made once per row, and frozen', () => {
    const row = { id: 1 }
    const view = storedView(the(model, 'books'), row)
    expect(storedView(the(model, 'books'), row)).toBe(view)
    expect(Object.isFrozen(view)).toBe(true)
  })
})

describe('a suggestion', () => {
  it('is the nearest name, else the names there are when they are few', () => {
    expect(suggest('authos', ['authors', 'books'])).toBe(' Did you mean "authors"?')
    expect(suggest('zebra', ['authors', 'books'])).toBe(' Known: authors, books.')
    expect(suggest('zebra', [])).toBe('')
    expect(
      suggest(
        'zebra',
        Array.from({ length: 13 }, (_, i) => `field${i}`),
      ),
    ).toBe('')
  })
})
