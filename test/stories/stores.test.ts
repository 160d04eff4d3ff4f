import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { collection, config, int, memory, object, string, yaml } from 'refract'
import type { ConfigOptions, NamedStore, StoreDeclaration } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { bench, type Bench } from '../support/engine.ts'
import { codesOf, dataOf } from '../support/placements.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

interface Setting {
  readonly store: string | NamedStore | StoreDeclaration
  readonly files?: Readonly<Record<string, string>>
  readonly stores?: NonNullable<ConfigOptions['stores']>
  readonly can?: ConfigOptions['can']
}

/** Books with a loan, in whatever store; files lie in the folder of the configuration. */
async function books({
  store,
  files = {},
  stores = { library: 'yaml:./data/library' },
  can,
}: Setting): Promise<Bench> {
  const root = await mkdtemp(join(tmpdir(), 'refract-stores-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
  const declared = collection('Book', {
    store,
    fields: { title: string(), n: int(), loan: object({ user: ref('books'), days: int() }) },
  })
  const api = await bench(
    { books: { default: declared } },
    config({ stores, ...(can && { can }) }),
    { root },
  )
  cleanups.push(
    () => api.close(),
    () => rm(root, { recursive: true }),
  )
  return api
}

const all = '{ books { nodes { id title loan { userId days } meta { createdAt } } } }'

describe('A named store', () => {
  it('has a folder with a file per item, or a file per collection, by its name', async () => {
    const title = [{ id: '2', title: 'b', loan: null, meta: null }]
    const folder = await books({
      store: 'library',
      files: { 'data/library/books/2.yaml': 'title: b' },
    })
    expect((await dataOf(folder, all)).books.nodes).toEqual(title)
    const file = await books({
      store: 'library',
      files: { 'data/library/books.yaml': '2: {title: b}' },
    })
    expect((await dataOf(file, all)).books.nodes).toEqual(title)
  })

  it('that has both, or neither, says so at its fields', async () => {
    const both = await books({
      store: 'library',
      files: { 'data/library/books.yaml': '[]', 'data/library/books/1.yaml': 'title: x' },
    })
    expect(await codesOf(both, all)).toEqual(['STORE_BAD_DATA'])
    const neither = await books({ store: 'library' })
    expect(await codesOf(neither, all)).toEqual(['STORE_UNAVAILABLE'])
  })

  it('serves a collection under another name, with another id and other names of fields', async () => {
    const mapped = {
      store: 'library',
      collection: 'old',
      id: 'isbn',
      fields: { title: 'label', 'loan.user': 'borrower.id', 'loan.days': 'for' },
    }
    const api = await books({
      store: mapped,
      files: {
        'data/library/old.yaml':
          '- {isbn: x9, label: b, borrower: {id: x1}, for: 3}\n- {isbn: x1, label: a}\n',
      },
    })
    expect((await dataOf(api, all)).books.nodes).toEqual([
      { id: 'x1', title: 'a', loan: null, meta: null },
      { id: 'x9', title: 'b', loan: { userId: 'x1', days: 3 }, meta: null },
    ])
    expect(
      await dataOf(
        api,
        '{ book(id: "x9") { loan { user { title } } } books(where: { loan: { user: { title: { eq: "a" } } } }) { totalCount } }',
      ),
    ).toEqual({
      book: { loan: { user: { title: 'a' } } },
      books: { totalCount: 1 },
    })
  })

  it('composes an id from several fields', async () => {
    const api = await books({
      store: { store: 'library', id: '{title}-{n}' },
      files: {
        'data/library/books.yaml': '- {title: a, n: 1}\n- {title: a, n: 2}\n- {title: a}\n',
      },
    })
    expect(await dataOf(api, '{ books { nodes { id } } book(id: "a-2") { n } }')).toEqual({
      books: { nodes: [{ id: 'a-1' }, { id: 'a-2' }] },
      book: { n: 2 },
    })
  })

  it('that is a file holds its collections under their names', async () => {
    const api = await books({
      store: 'library',
      stores: { library: yaml({ path: './all.yaml' }) },
      files: { 'all.yaml': 'books:\n  1: {title: a}\nother: {}\n' },
    })
    expect((await dataOf(api, '{ books { nodes { id title } } }')).books.nodes).toEqual([
      { id: '1', title: 'a' },
    ])
  })
})

describe('An inline store', () => {
  it('is complete: nothing is appended', async () => {
    const api = await books({ store: 'yaml:./mine.yaml', files: { 'mine.yaml': '7: {title: b}' } })
    expect((await dataOf(api, '{ books { nodes { id } } }')).books.nodes).toEqual([{ id: '7' }])
    const rows = await books({ store: memory({ rows: [{ id: 8, title: 'c' }] }) })
    expect((await dataOf(rows, '{ books { nodes { id } } }')).books.nodes).toEqual([{ id: '8' }])
  })
})

describe('Ids in YAML', () => {
  it('are integers where the name is a plain one, and inside the item win over the name', async () => {
    const files = {
      '10.yaml': 'title: ten',
      '9.yaml': 'title: nine',
      '010.yaml': 'title: octal',
      'x.yaml': 'id: 3\ntitle: three',
      'b.yml': 'title: b',
      '-1.yaml': 'title: below',
      '1.0.yaml': 'title: real',
    }
    const api = await books({
      store: 'library',
      files: Object.fromEntries(
        Object.entries(files).map(([name, text]) => [`data/library/books/${name}`, text]),
      ),
    })
    expect(
      (await dataOf(api, '{ books { nodes { id } } }')).books.nodes.map(
        ({ id }: { id: string }) => id,
      ),
    ).toEqual(['-1', '3', '9', '10', '010', '1.0', 'b'])
  })
})

describe('What no `can` names', () => {
  const store = memory({ rows: [{ id: 1, title: 'a' }] })

  it('may be read, where nobody can be told apart', async () => {
    const api = await books({ store })
    expect((await dataOf(api, '{ books { totalCount } }')).books.totalCount).toBe(1)
    expect(await dataOf(api, '{ s: __schema { mutationType { name } } }')).toEqual({
      s: { mutationType: null },
    })
  })

  it('follows the rules of the configuration', async () => {
    const api = await books({ store, can: { read: ({ user }) => user !== null } })
    expect((await dataOf(api, '{ books { totalCount } }')).books.totalCount).toBe(0)
    const user = { id: 'ada', roles: [] }
    expect((await dataOf(api, '{ books { totalCount } }', { user })).books.totalCount).toBe(1)
  })
})
