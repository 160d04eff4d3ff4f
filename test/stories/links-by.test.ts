import { afterAll, describe, expect, it } from 'vitest'
import { collection } from '../../src/declare/collection.ts'
import { config } from '../../src/declare/config.ts'
import { memory } from '../../src/declare/store.ts'
import { int, list, object, refsList, string } from '../../src/fields/index.ts'
import { bench } from '../support/engine.ts'

const people = collection('Person', {
  store: 'people',
  fields: {
    name: string(),
    visited: refsList('countries', { by: 'code', reverse: 'visitors', owns: true }),
    trips: list(object({ through: refsList('countries', { by: 'dial' }) })),
  },
})
const countries = collection('Country', {
  store: 'countries',
  fields: {
    code: string({ unique: true }),
    dial: int({ unique: true }),
    name: string(),
    visitors: refsList('people', { reverse: 'visited' }),
  },
})

const { ask, calls, close } = await bench(
  { people: { default: people }, countries: { default: countries } },
  config({
    stores: {
      people: memory({
        rows: [
          { id: 1, name: 'Ann', visited: ['JP', 'XX', 'FR', 'JP'], trips: [{ through: [33, 81] }] },
          { id: 2, name: 'Bob', visited: ['FR'], trips: [{ through: [] }, { through: [1, 33] }] },
          { id: 3, name: 'Cid', trips: [] },
        ],
      }),
      countries: memory({
        rows: [
          { id: 10, code: 'FR', dial: 33, name: 'France' },
          { id: 9, code: 'JP', dial: 81, name: 'Japan' },
          { id: 8, code: 'IT', dial: 39, name: 'Italy' },
        ],
      }),
    },
  }),
)
afterAll(close)

describe('a list of links by another unique field than the id', () => {
  it('shows the items as they are stored, without what is absent', async () => {
    const { data } = await ask('{ people { nodes { visitedCodes visited { nodes { name } } } } }')
    expect(data.people.nodes).toEqual([
      {
        visitedCodes: ['JP', 'XX', 'FR', 'JP'],
        visited: { nodes: [{ name: 'Japan' }, { name: 'France' }] },
      },
      { visitedCodes: ['FR'], visited: { nodes: [{ name: 'France' }] } },
      { visitedCodes: null, visited: { nodes: [] } },
    ])
    expect(calls()).toHaveLength(2)
  })
  it('is counted, filtered, sorted and paged', async () => {
    const { data } = await ask(`{ person(id: 1) {
      all: visited { totalCount }
      sorted: visited(sort: [{ name: ASC }]) { nodes { code } }
      some: visited(where: { name: { startsWith: "J" } }) { totalCount nodes { code } }
      first: visited(first: 1) { nodes { code } pageInfo { hasNextPage endCursor } }
      last: visited(last: 1) { nodes { code } }
    } }`)
    expect(data.person).toMatchObject({
      all: { totalCount: 2 },
      sorted: { nodes: [{ code: 'FR' }, { code: 'JP' }] },
      some: { totalCount: 1, nodes: [{ code: 'JP' }] },
      first: { nodes: [{ code: 'JP' }], pageInfo: { hasNextPage: true } },
      last: { nodes: [{ code: 'FR' }] },
    })
    const next = await ask(
      'query ($after: String) { person(id: 1) { visited(first: 1, after: $after) { nodes { code } } } }',
      { after: data.person.first.pageInfo.endCursor },
    )
    expect(next.data.person.visited.nodes).toEqual([{ code: 'FR' }])
  })
  it('holds from lists of objects too, by a number', async () => {
    const { data } = await ask(
      '{ people { nodes { trips { through { totalCount nodes { name } } } } } }',
    )
    const names = (...all: string[]) => ({
      through: { totalCount: all.length, nodes: all.map((name) => ({ name })) },
    })
    expect(data.people.nodes).toEqual([
      { trips: [names('France', 'Japan')] },
      { trips: [names(), names('France')] },
      { trips: [] },
    ])
  })
  it('agrees with its reverse side', async () => {
    const { data } = await ask(
      '{ countries(sort: [{ code: ASC }]) { nodes { code visitors { totalCount nodes { name } } } } }',
    )
    expect(data.countries.nodes).toEqual([
      { code: 'FR', visitors: { totalCount: 2, nodes: [{ name: 'Ann' }, { name: 'Bob' }] } },
      { code: 'IT', visitors: { totalCount: 0, nodes: [] } },
      { code: 'JP', visitors: { totalCount: 1, nodes: [{ name: 'Ann' }] } },
    ])
  })
})
