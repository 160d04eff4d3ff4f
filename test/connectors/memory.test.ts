import { describe, expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import memory from '../../src/connectors/stores/memory.ts'
import { connectorContract, type Harness } from './contract.ts'
import { question, shape } from './library.ts'
import { opening } from './opening-options.ts'

const harness: Harness = {
  async open(shape, items) {
    const server = await memory.open(
      opening({ url: 'memory:', options: { rows: { books: items } } }).options,
    )
    return { store: await server.collection(shape), close: () => server.close() }
  },
}

connectorContract('memory', harness)
connectorContract('memory, as from JSON', { ...harness, integers: 'text' })

describe('rows in memory', () => {
  const open = async (options: Record<string, unknown>, changes = {}) => {
    const opened = opening({ url: 'memory:', options })
    const server = await memory.open(opened.options)
    const store = await server.collection(shape(changes))
    const { rows } = await store.find(question({ sort: [] }), {})
    return { ids: rows.map((row) => row.id), log: opened.log }
  }

  it('are one list, or a list for each collection', async () => {
    expect((await open({ rows: [{ id: 2 }, { id: 1 }] })).ids).toEqual([2, 1])
    expect((await open({ rows: { books: [{ id: 3 }], authors: [] } })).ids).toEqual([3])
    const accounts = { options: { collection: 'accounts' } }
    expect((await open({ rows: { accounts: [{ id: 4 }] } }, accounts)).ids).toEqual([4])
  })
  it('are none where none are given', async () => {
    expect((await open({})).ids).toEqual([])
    expect((await open({ rows: { authors: [] } }, { name: 'constructor' })).ids).toEqual([])
  })
  it('may be native values', async () => {
    const due = new Date(0)
    const opened = opening({ url: 'memory:', options: { rows: [{ id: 1, due, copies: 5n }] } })
    const store = await (await memory.open(opened.options)).collection(shape())
    expect(await store.byIds([1], null, {})).toEqual([{ id: 1, due, copies: 5n }])
  })
  it('are left out one by one where they cannot be served, and named', async () => {
    const { ids, log } = await open({ rows: [{ id: 1 }, 'x', {}, { id: '1' }] })
    expect(ids).toEqual([1])
    expect(log).toEqual([
      'library: books[1] is a string; a map of fields is expected; it is left out',
      'library: books[2] has no id: "id" is missing; it is left out',
      'library: books[3] has the id "1", which books[0] has already; it is left out',
    ])
  })
  it('are refused in words where they are no list', async () => {
    const failed = open({ rows: { books: 'many' } })
    await expect(failed).rejects.toThrow(StoreError)
    await expect(failed).rejects.toThrow(/the rows of "books" must be a list of objects/)
  })
})
