import { describe, expect, it } from 'vitest'
import { oneOf } from '../../src/fields/index.ts'
import {
  camel,
  collectionNames,
  enumName,
  enumValues,
  filterName,
  isName,
  keyName,
  lower,
  nestedFigures,
  objectNames,
  selectionNames,
} from '../../src/model/names.ts'

describe('names', () => {
  const names = collectionNames('Book', 'books')

  it('come from the type and the plural', () => {
    expect(names).toMatchObject({
      type: 'Book',
      one: 'book',
      many: 'books',
      byIds: 'booksByIds',
      summaryField: 'booksSummary',
      groupsField: 'booksGroups',
      where: 'BookWhere',
      sort: 'BookSort',
      connection: 'BookConnection',
      edge: 'BookEdge',
      summary: 'BooksSummary',
      group: 'BooksGroup',
      groupBy: 'BooksGroupBy',
    })
    expect(names.figures.sum).toEqual({
      type: 'BooksSum',
      sort: 'BooksSumSort',
      having: 'BooksSumHaving',
    })
    const loan = { path: ['loan'], objectNames: objectNames('Book', ['loan']) }
    expect(nestedFigures(names, 'distinctCount', loan).type).toBe('BooksDistinctCountLoan')
  })

  it('of places in an item are joined', () => {
    expect(objectNames('Book', ['loan', 'desk']).where).toBe('BookLoanDeskWhere')
    expect(enumName('Book', ['loan', 'state'])).toBe('BookLoanState')
    expect([filterName('Int'), filterName('BookGenre', true)]).toEqual([
      'IntFilter',
      'BookGenreListFilter',
    ])
  })

  it('of stored keys say what the key is', () => {
    expect([keyName('author', false, null), keyName('tags', true, null)]).toEqual([
      'authorId',
      'tagsIds',
    ])
    expect([keyName('country', false, 'cca2'), keyName('countries', true, 'cca2')]).toEqual([
      'countryCca2',
      'countriesCca2s',
    ])
  })

  it('of selections are the export and the plural', () => {
    expect(selectionNames('french', names, false)).toEqual({
      field: 'frenchBooks',
      type: 'Book',
      connection: 'BookConnection',
      edge: 'BookEdge',
    })
  })

  it.each([
    ['Book', 'book'],
    ['URL', 'url'],
    ['URLList', 'urlList'],
    ['ISBN13', 'isbn13'],
    ['already', 'already'],
  ])('turn the type %s into %s', (type, one) => {
    expect(lower(type)).toBe(one)
  })

  it.each([
    ['rental-shops', 'rentalShops'],
    ['a_b.c', 'aBC'],
    ['books', 'books'],
  ])('turn the module %s into %s', (module, name) => {
    expect(camel(module)).toBe(name)
  })

  it('are refused where GraphQL keeps or forbids them', () => {
    expect(['a', '_a', 'A1', '__a', '1a', 'é', 'a-b', ''].map(isName)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('enum values', () => {
  it('print as declared, forbidden characters as _, behind a _ where they start badly', () => {
    expect(
      enumValues(oneOf(['sci-fi', '2xl', 'true', 'été', '', 'Ok'])).map((value) => value.name),
    ).toEqual(['sci_fi', '_2xl', '_true', '_t_', '_', 'Ok'])
  })

  it('are named by a map', () => {
    expect(enumValues(oneOf({ XL2: '2xl' }))).toEqual([{ name: 'XL2', value: '2xl' }])
  })
})
