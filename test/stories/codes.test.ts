import { describe, expect, it } from 'vitest'
import { codes, collection, int, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { atPlacement, placements, type Story } from '../support/placements.ts'

const things = collection('Thing', {
  store: 'library',
  fields: { name: string({ max: 3 }), size: int({ min: 1 }), part: ref('things') },
  computed: {
    odd: { of: int(), filter: true, reads: ['size'], from: ({ size }) => (size ?? 0) % 2 },
  },
})

const story: Story = {
  modules: { things: { default: things } },
  rows: {
    things: Array.from({ length: 6 }, (_, n) => ({ id: n, name: `n${n}`, size: n, part: n })),
  },
  limits: { rowBudget: 5, calls: 3 },
}

type Issues = readonly { path: readonly (string | number)[]; code: string; message: string }[]

describe.each(placements)('Codes of errors in %s', (placement) => {
  const api = atPlacement(placement, story)
  const first = async (query: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await api.ask(query, variables)
    const [error] = errors ?? []
    for (const { extensions } of errors ?? [])
      expect(Object.keys(codes)).toContain(extensions?.['code'])
    return { data, path: error?.path?.join('.'), ...error?.extensions }
  }

  it('list every issue of bad input, each with its path, and stand where the field would', async () => {
    const query =
      'query($where: ThingWhere) { t: things(where: $where, first: 500, skip: -2, after: "x") { totalCount } other: things { totalCount } }'
    const answer = await first(query, {
      where: { size: { between: [1] }, and: [{ name: { lt: null } }] },
    })
    expect(answer).toMatchObject({ path: 't', code: 'BAD_USER_INPUT' })
    expect(
      (answer as unknown as { issues: Issues }).issues
        .map(({ path, code }) => `${path.join('.')} ${code}`)
        .toSorted(),
    ).toEqual([
      'after cursor',
      'first max',
      'skip min',
      'skip together',
      'where.and.0.name.lt null',
      'where.size.between size',
    ])
    expect(answer.data ?? null).toBeNull()
    expect(api.calls()).toEqual([])
  })

  it('name the variable that does not fit its type', async () => {
    expect(
      await first('query($first: Int!) { things(first: $first) { totalCount } }', {
        first: 'many',
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: ['first'], code: 'type' }] })
    expect(
      await first('query($first: Int!) { things(first: $first) { totalCount } }', {}),
    ).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: ['first'] }] })
    expect(
      await first('query($w: ThingWhere) { things(where: $w) { totalCount } }', {
        w: { nmae: { eq: 'x' } },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('name the limit and its maximum', async () => {
    expect(await first('{ things { nodes { part { part { part { name } } } } } }')).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: { name: 'calls', max: 3 },
    })
  })

  it('name connector, field and operator of what would read too much', async () => {
    expect(await first('{ t: things(where: { odd: { eq: 1 } }) { totalCount } }')).toMatchObject({
      data: { t: null },
      path: 't',
      code: 'UNSUPPORTED_FILTER',
      connector: placement.split(' ')[0],
      field: expect.stringMatching(/^things\./),
      operator: expect.any(String),
    })
    const sorted = await first('{ things(sort: [{ part: { name: ASC } }]) { nodes { id } } }')
    // pages of seven: more than three requests, which is known before the first of them
    if (placement === 'rest paged') return expect(sorted).toMatchObject({ code: 'LIMIT_EXCEEDED' })
    const culprit = { field: 'things.part.name', operator: 'sort' }
    expect(sorted).toMatchObject({ code: 'UNSUPPORTED_FILTER', ...culprit })
  })

  it('do not come for values outside of a field in a filter: bounds are for writing', async () => {
    expect(
      await first('{ things(where: { name: { eq: "longer" }, size: { lt: 0 } }) { totalCount } }'),
    ).toEqual({ data: { things: { totalCount: 0 } }, path: undefined })
  })
})
