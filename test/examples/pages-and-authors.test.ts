import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collection, config, memory, string, yaml } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { bench } from '../support/engine.ts'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

/*
 * Objects that refer to each other, as an object store would keep them:
 *
 * 61  four pages by four authors, and by one      pages { nodes { author { name } } }
 * 63  a name that changes behind our back         the next request shows it: nothing outlives a request
 * 64  stubs of an older system as references      fields: { author: 'author._id', … }, a codec for repeated ones
 * 66  circles                                     related { related { … } }, no page loaded twice
 * 69  two requests at once                        both see the author
 * 70  an author who was deleted                   author: null, and still found by its id
 */

const pages = collection('Page', {
  store: 'library',
  fields: {
    title: string(),
    author: ref('authors', { reverse: 'pages' }),
    related: ref('pages'),
  },
})

const authors = collection('Author', {
  store: 'library',
  fields: { name: string(), pages: refsList('pages', { reverse: 'author' }) },
})

const modules = { pages: { default: pages }, authors: { default: authors } }

const story: Story = {
  modules,
  rows: {
    authors: ['Ada', 'Bo', 'Cy', 'Di'].map((name, index) => ({ id: index + 1, name })),
    pages: [
      ...[1, 2, 3, 4].map((author) => ({ id: `p${author}`, title: `Page ${author}`, author })),
      ...[1, 2, 3, 4].map((n) => ({ id: `q${n}`, title: `By Ada ${n}`, author: 1 })),
      { id: 'A', title: 'A', related: 'B' },
      { id: 'B', title: 'B', related: 'A' },
      { id: 'S', title: 'S', related: 'S' },
      { id: 'orphan', title: 'Orphan', author: 7 },
    ],
  },
}

describe.each(placements)('pages and authors in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('four pages by four authors take two calls', async () => {
    const { pages: found } = await dataOf(
      api,
      '{ pages(where: { id: { in: ["p1", "p2", "p3", "p4"] } }) { nodes { author { name } } } }',
    )
    expect(found.nodes.map(nameOf)).toEqual(['Ada', 'Bo', 'Cy', 'Di'])
    expect(api.calls()).toEqual([
      expect.stringMatching(/^pages\.find /),
      'authors.byIds [1 2 3 4] {id name}',
    ])
  })

  it('four pages by one author ask for that one', async () => {
    const { pages: found } = await dataOf(
      api,
      '{ pages(where: { title: { startsWith: "By Ada" } }) { nodes { author { id name } } } }',
    )
    expect(found.nodes.map(nameOf)).toEqual(['Ada', 'Ada', 'Ada', 'Ada'])
    expect(api.calls()).toHaveLength(2)
    expect(api.calls()[1]).toBe('authors.byIds [1] {id name}')
  })

  it('circles of any depth load each page once', async () => {
    const { pages: found } = await dataOf(
      api,
      `{ pages(where: { id: { in: ["A", "B", "S"] } }) { nodes { ${nested('title', 6)} } } }`,
    )
    expect(found.nodes.map(titles)).toEqual(['A B A B A B A', 'B A B A B A B', 'S S S S S S S'])
    expect(loaded(api.calls())).toEqual([])
  })

  it('a circle from one page loads the other once', async () => {
    const { page } = await dataOf(api, `{ page(id: "A") { ${nested('title', 6)} } }`)
    expect(titles(page)).toBe('A B A B A B A')
    expect(loaded(api.calls())).toEqual(['A', 'B'])
  })

  it('refuse what is deeper than the limit, before any call', async () => {
    const query = `{ page(id: "A") { ${nested('title', 11)} } }`
    expect(await codesOf(api, query)).toEqual(['LIMIT_EXCEEDED'])
    expect(api.calls()).toEqual([])
  })

  it('two requests at once both see the author', async () => {
    const query = '{ page(id: "p2") { title author { name } } }'
    const both = await Promise.all([dataOf(api, query), dataOf(api, query)])
    expect(both.map((data) => data.page.author)).toEqual([{ name: 'Bo' }, { name: 'Bo' }])
  })

  it('an author who is gone is null, and the page is still found by the id', async () => {
    const { pages: found } = await dataOf(
      api,
      '{ pages(where: { author: { id: { eq: "7" } } }) { nodes { title authorId author { name } } } }',
    )
    expect(found.nodes).toEqual([{ title: 'Orphan', authorId: '7', author: null }])
  })
})

describe('a name that changes in the store', () => {
  it('is shown to the next request', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-pages-'))
    const write = (name: string) =>
      writeFile(join(folder, 'authors.yaml'), `- {id: 7, name: ${name}}\n`)
    await write('Before')
    await writeFile(join(folder, 'pages.yaml'), '- {id: 1, title: One, author: 7}\n')
    const api = await bench(modules, config({ stores: { library: yaml({ path: '.' }) } }), {
      root: folder,
    })
    const name = async () =>
      (await dataOf(api, '{ page(id: 1) { author { name } } }')).page.author.name
    expect(await name()).toBe('Before')
    await write('After')
    await expect.poll(name, { timeout: 5_000 }).toBe('After')
    await api.close()
    await rm(folder, { recursive: true })
  })
})

describe('the references of an older object store', () => {
  const stub = (id: string, number: number) => ({ _id: id, __ref__: number, __model__: 'app.User' })
  const again = (number: number) => ({ __ref__: number, __model__: 'app.User' })

  const credits = collection('Credit', {
    store: 'library',
    fields: {
      title: string(),
      author: ref('people'),
      editor: ref('people'),
      readers: refsList('people', { owns: true }),
    },
  })
  const people = collection('Person', { store: 'library', fields: { name: string() } })

  const opened = () =>
    bench(
      { credits: { default: credits }, people: { default: people } },
      config({
        stores: {
          library: memory({
            id: '_id',
            rows: {
              people: [
                { _id: 'u1', __model__: 'app.User', __ref__: 9, name: 'Ada' },
                { _id: 'u2', __model__: 'app.User', __ref__: 8, name: 'Bo' },
              ],
              credits: [
                {
                  _id: 'c1',
                  title: 'Once each',
                  by: { author: stub('u1', 140), editor: stub('u2', 141) },
                  readers: [stub('u1', 140), stub('u2', 141)],
                },
                {
                  _id: 'c2',
                  title: 'The same again',
                  by: { author: stub('u1', 140), editor: again(140) },
                  readers: [stub('u2', 141), again(141), stub('u1', 140)],
                },
                { _id: 'c3', title: 'Nobody known', by: { author: again(5) }, readers: [again(5)] },
              ],
            },
            fields: {
              author: { at: 'by', codec: stubAt('author') },
              editor: { at: 'by', codec: stubAt('editor') },
              readers: { codec: stubs },
            },
          }),
        },
      }),
    )

  it('lead to the items, also where only the first carries the id', async () => {
    const api = await opened()
    const { credits: found } = await dataOf(
      api,
      '{ credits { nodes { title author { name } editor { name } readersIds } } }',
    )
    const [ada, bo] = [{ name: 'Ada' }, { name: 'Bo' }]
    expect(found.nodes).toEqual([
      { title: 'Once each', author: ada, editor: bo, readersIds: ['u1', 'u2'] },
      { title: 'The same again', author: ada, editor: ada, readersIds: ['u2', 'u2', 'u1'] },
      { title: 'Nobody known', author: null, editor: null, readersIds: [] },
    ])
    await api.close()
  })

  it('can be asked by id, and are never shown', async () => {
    const api = await opened()
    const { credits: found } = await dataOf(
      api,
      '{ credits(where: { editor: { name: { eq: "Ada" } } }) { nodes { id } } }',
    )
    expect(found.nodes).toEqual([{ id: 'c2' }])
    const { errors } = await api.ask('{ credits { nodes { author { __ref__ } } } }')
    expect(errors?.[0]?.message).toMatch(/Cannot query field "__ref__"/)
    await api.close()
  })
})

interface Stub {
  readonly _id?: string
  readonly __ref__: number
}

/** The id of a member of a map of stubs: its own, or that of the first stub of the same object. */
function stubAt(name: string) {
  return {
    decode(stored: unknown): unknown {
      const members = stored as Readonly<Record<string, Stub>>
      const found = members[name]
      return found === undefined ? null : (idIn(Object.values(members), found) ?? null)
    },
    encode: (value: unknown) => ({ [name]: { _id: value } }),
  }
}

const stubs = {
  decode: (stored: unknown): unknown =>
    (stored as readonly Stub[]).flatMap((one) => idIn(stored as readonly Stub[], one) ?? []),
  encode: (value: unknown) => (value as readonly string[]).map((_id) => ({ _id })),
}

function idIn(all: readonly Stub[], { _id: own, __ref__: number }: Stub): string | undefined {
  return own ?? all.flatMap(({ _id, __ref__ }) => (__ref__ === number && _id) || []).at(0)
}

function nested(field: string, levels: number): string {
  return levels === 0 ? field : `${field} related { ${nested(field, levels - 1)} }`
}

interface Titled {
  readonly title: string
  readonly related?: Titled | null
}

function titles({ title, related }: Titled): string {
  return related ? `${title} ${titles(related)}` : title
}

/** The ids of pages that were loaded one by one or in batches, in order. */
function loaded(calls: readonly string[]): string[] {
  const batches = calls.flatMap((call) => /^pages\.byIds \[(.*?)\]/.exec(call)?.[1] ?? [])
  return batches.flatMap((ids) => ids.split(' '))
}

function nameOf({ author }: { readonly author: { readonly name: string } | null }) {
  return author?.name
}
