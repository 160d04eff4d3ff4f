import { afterAll, describe, expect, it } from 'vitest'
import { collection, gateway, config, json, memory, string } from '../../src/index.ts'

const races = collection('Race', {
  store: 'races',
  fields: { constructor: string(), valueOf: string(), name: string(), toString: json() },
})

const api = gateway({
  schema: { races: { default: races } },
  config: config({
    stores: {
      races: memory({
        rows: [
          { id: 1, constructor: 'Lotus', name: 'Monaco', toString: { laps: 78 } },
          { id: 2, constructor: 'Brabham', name: 'Monza' },
        ],
      }),
    },
    log: 'silent',
  }),
})
afterAll(() => api.close())

async function ask(query: string, variables: object): Promise<unknown> {
  const body = JSON.stringify({ query, variables })
  const headers = { 'content-type': 'application/json' }
  const url = 'http://localhost/graphql'
  return (await api.fetch(new Request(url, { method: 'POST', headers, body }))).json()
}

const query =
  'query ($where: RaceWhere, $sort: [RaceSort!]) { races(where: $where, sort: $sort) { nodes { constructor } } }'

describe('a field with a name that every object inherits', () => {
  it('is no value of the variables that leave it out', async () => {
    expect(await ask(query, { where: { name: { eq: 'Monza' } }, sort: [{ name: 'ASC' }] })).toEqual(
      { data: { races: { nodes: [{ constructor: 'Brabham' }] } } },
    )
  })
  it('is filtered and sorted like any other', async () => {
    const sort = [{ constructor: 'ASC' }]
    expect(await ask(query, { where: { valueOf: { isNull: true } }, sort })).toEqual({
      data: { races: { nodes: [{ constructor: 'Brabham' }, { constructor: 'Lotus' }] } },
    })
    expect(await ask(query, { where: { toString: { eq: { laps: 78 } } } })).toEqual({
      data: { races: { nodes: [{ constructor: 'Lotus' }] } },
    })
  })
})
