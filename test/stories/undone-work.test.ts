import { afterEach, describe, expect, it } from 'vitest'
import { collection, config, int, memory, string } from 'refract'
import type { Store } from '../../src/connectors/connector.ts'
import { everything } from '../../src/query/filter.ts'
import { wholeList } from '../../src/query/page.ts'
import type { Rest } from '../../src/query/question.ts'
import type { FieldSet, Row } from '../../src/query/row.ts'
import { bench, type Bench } from '../support/engine.ts'
import { dataOf } from '../support/placements.ts'

/** A store that lists, hands out the fields that it is asked for and no others, and leaves `rest` undone. */
function lists(rest: (filter: Rest['filter']) => Rest) {
  return (store: Store): Store => ({
    connector: store.connector,
    byIds: (ids, fields, ctx) => store.byIds(ids, fields, ctx),
    async find({ filter, fields }, ctx) {
      const all = { filter: everything, sort: [], page: wholeList, fields: null }
      const { rows } = await store.find(all, ctx)
      return { rows: rows.map((row) => only(row, fields)), more: false, rest: rest(filter) }
    },
  })
}

function only(row: Row, fields: FieldSet): Row {
  if (fields === null) return row
  return { id: row.id, ...Object.fromEntries(fields.map((name) => [name, row[name]])) }
}

const rows = [
  { id: 1, title: 'Long', pages: 900 },
  { id: 2, title: 'Short', pages: 90 },
  { id: 3, title: 'Middling', pages: 300 },
]

function open(order: 'store' | undefined, rest: (filter: Rest['filter']) => Rest): Promise<Bench> {
  const books = collection('Book', {
    store: 'library',
    fields: { title: string(), pages: int() },
    ...(order && { order }),
    meta: false,
  })
  const settings = config({ stores: { library: memory({ rows: { books: rows } }) } })
  return bench({ books: { default: books } }, settings, { through: lists(rest) })
}

let api: Bench
afterEach(() => api.close())

describe('what a store leaves undone for the first time', () => {
  it('is finished from rows that hold what that takes, for questions asked at once too', async () => {
    api = await open(undefined, (filter) => ({ ...(filter && { filter }), sort: true, page: true }))
    const data = await dataOf(
      api,
      `{ longest: books(where: { pages: { gt: 100 } }, sort: [{ pages: DESC }], first: 1) { nodes { title } }
         shortest: books(where: { pages: { lt: 500 } }, sort: [{ pages: ASC }], first: 1) { nodes { title } } }`,
    )
    expect(data).toEqual({
      longest: { nodes: [{ title: 'Long' }] },
      shortest: { nodes: [{ title: 'Short' }] },
    })
  })

  it('is finished so in the order of the store', async () => {
    api = await open('store', (filter) => ({ ...(filter && { filter }) }))
    const data = await dataOf(api, '{ books(where: { pages: { gt: 100 } }) { nodes { title } } }')
    expect(data.books.nodes).toEqual([{ title: 'Long' }, { title: 'Middling' }])
  })
})
