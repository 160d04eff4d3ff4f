import { describe, expect, it } from 'vitest'
import { modelPath, neededPath } from '../../src/model/paths.ts'
import type { ModelPath } from '../../src/model/model.ts'
import { library, the } from './library.ts'

const model = library()
const books = the(model, 'books')

function path(text: unknown): ModelPath {
  const found = modelPath(model, books, text)
  if ('path' in found) return found.path
  throw new Error(found.wrong ?? 'broken')
}

function wrong(text: unknown): string | null {
  const found = modelPath(model, books, text)
  return 'wrong' in found ? found.wrong : 'nothing is wrong'
}

describe('a model path', () => {
  it('walks names, links and lists', () => {
    const found = path('$.author.books[*].title')
    expect(found.steps.map(({ name, link, each }) => [name, link?.to ?? null, each])).toEqual([
      ['author', 'authors', false],
      ['books', 'books', true],
      ['title', null, false],
    ])
    expect(found).toMatchObject({
      many: true,
      collection: 'books',
      field: { name: 'title' },
      text: '$.author.books[*].title',
    })
  })

  it('ends at an id, a nested value, a computed field, a list', () => {
    expect(path('$.author.id').field).toBe('id')
    expect(path('$.loan.until')).toMatchObject({ many: false, field: { path: ['loan', 'until'] } })
    expect(path('$.long').field).toMatchObject({ name: 'long', filterable: true })
    expect(path('$.tags').many).toBe(false)
    expect(path('$.chapters[*].reader.name')).toMatchObject({ many: true, collection: 'users' })
  })

  it.each([
    ['$.titel', '"$.titel": books has no field "titel" here. Did you mean "title"?'],
    [
      'title',
      '"title" is not a path; write names and [*] behind $, such as "$.author.books[*].title"',
    ],
    ['$', '"$" is not a path; write names and [*] behind $, such as "$.author.books[*].title"'],
    [
      '$.tags[0]',
      '"$.tags[0]" is not a path; write names and [*] behind $, such as "$.author.books[*].title"',
    ],
    [
      '$..title',
      '"$..title" is not a path; write names and [*] behind $, such as "$.author.books[*].title"',
    ],
    [3, 'is not a path; write text such as "$.author.name"'],
    ['$.author', '"$.author" ends at a link; name a field in it, such as "$.author.id"'],
    [
      '$.author.books',
      '"$.author.books" ends at a link; name a field in it, such as "$.author.books[*].id"',
    ],
    ['$.loan', '"$.loan" ends at an object; name a field in it, such as "$.loan.user"'],
    ['$.author.books.title', '"$.author.books.title": "books" is a list; write books[*]'],
    ['$.author[*].name', '"$.author[*].name": "author" is no list; leave out [*]'],
    ['$.title.length', '"$.title.length": "title" has nothing inside'],
    ['$.id.text', '"$.id.text": "id" has nothing inside'],
  ])('refuses %s in words', (text, words) => {
    expect(wrong(text)).toBe(words)
  })

  it('of needs may leave out the $, and keeps its text', () => {
    expect(neededPath(model, books, 'author.name')).toMatchObject({
      path: { text: 'author.name', collection: 'authors' },
    })
  })
})
