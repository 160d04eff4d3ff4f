import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bench } from '../support/engine.ts'
import { story } from '../support/kinds.ts'
import { openStory } from '../support/placements.ts'

const query = `{
  titles(first: 5) {
    nodes {
      name
      studio { name }
      ... on Movie { director { name } cut { editor { name } } }
      ... on Series { creators(first: 2) { nodes { name directed { nodes { ... on Movie { studio { name } } } } } } }
      prequel { ... on Movie { director { name } } }
    }
  }
}
`

let api: Bench

beforeAll(async () => {
  api = await openStory('memory', story)
})
afterAll(() => api.close())

describe('the plan of a query with fragments on kinds', () => {
  it('loads links for the kinds that select them, as in test/golden/plans', async () => {
    const { data, errors, extensions } = await api.ask(query)
    expect(errors).toBeUndefined()
    expect(data).toBeTruthy()
    const { bound, used, steps } = (extensions ?? {})['plan'] as Account
    const lines = [
      query,
      ...api.calls(),
      '',
      ...steps.map(({ at, does, fields }) => `${at}: ${does} {${[fields].flat().join(' ')}}`),
      '',
      `exact bound calls ${bound.exact.calls}, rows ${bound.exact.rows}; used calls ${used.calls}, rows ${used.rows}`,
      '',
    ]
    await expect(lines.join('\n')).toMatchFileSnapshot('../golden/plans/fragments-on-kinds.txt')
  })

  it('asks for the kind only where the kind matters', async () => {
    const fieldsOf = async (set: string) => {
      await api.ask(`{ titles { nodes ${set} } }`)
      return /\{([^}]*)\}$/.exec(api.calls()[0] ?? '')?.[1]
    }
    expect(await fieldsOf('{ name }')).toBe('id name')
    expect(await fieldsOf('{ name ... on Title { year } ...on Title { name } }')).toBe(
      'id name year',
    )
    expect(await fieldsOf('{ __typename }')).toBe('id type')
    expect(await fieldsOf('{ ... on Movie { name } }')).toBe('id name type')
    expect(
      await fieldsOf('{ ... on Movie { name } ... on Series { name } ... on TitleOther { name } }'),
    ).toBe('id name type')
  })
})

interface Account {
  readonly bound: { readonly exact: { readonly calls: number; readonly rows: number } }
  readonly used: { readonly calls: number; readonly rows: number }
  readonly steps: readonly { at: string; does: string; fields: readonly string[] | '*' }[]
}
