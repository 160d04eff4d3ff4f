import { describe, expect, it } from 'vitest'
import { collection, date, int, string } from 'refract'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { mongoServer } from '../servers/mongodb.ts'
import { atPlacement, codesOf, dataOf, placements, type Story } from '../support/placements.ts'

const films = collection('Film', {
  store: 'library',
  order: [{ year: 'desc' }],
  fields: {
    title: string(),
    year: int(),
    seen: date(),
    maker: ref('makers', { reverse: 'films' }),
    cast: refsList('makers'),
  },
})

const makers = collection('Maker', {
  store: 'library',
  order: 'store',
  fields: {
    name: string(),
    home: ref('makers'),
    films: refsList('films', { reverse: 'maker' }),
  },
})

const story: Story = {
  modules: { films: { default: films }, makers: { default: makers } },
  rows: {
    films: [
      { id: 1, title: 'b', year: 1960, maker: 3, cast: [2, 9, 1, 2, 3] },
      { id: 2, title: 'a', year: 1980, maker: 1 },
      { id: 3, title: '\u{1F600}', year: null, maker: 9 },
      { id: 4, title: '\uFF5E', year: 1960, maker: null },
      { id: 5, title: null, maker: 2 },
      { id: 6, year: 2000, maker: 1 },
      { id: 7, title: 'B', year: 1960, maker: 2 },
    ],
    makers: [
      { id: 3, name: 'Zoe', home: 1 },
      { id: 1, name: 'Amy', home: 9 },
      { id: 2, name: null, home: 3 },
    ],
  },
}

/** mongo-java-server compares texts by UTF-16 unit, which MongoDB does not. */
const byUnits = (await mongoServer())?.kind === 'mongo-java'

type Api = Parameters<typeof dataOf>[0]
const ordered = async (api: Api, args: string) =>
  (await dataOf(api, `{ films${args} { nodes { id } } }`)).films.nodes.map(
    ({ id }: { id: string }) => Number(id),
  )

describe.each(placements)('Order in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('is the declared one without a sort, then by id', async () => {
    expect(await ordered(api, '')).toEqual([6, 2, 1, 4, 7, 3, 5])
    expect(await ordered(api, '(sort: [])')).toEqual([6, 2, 1, 4, 7, 3, 5])
  })

  it('has nulls and missing first ascending, last descending, and text by code point', async () => {
    const last = placement === 'mongodb' && byUnits ? [3, 4] : [4, 3]
    const first = last.toReversed()
    expect(await ordered(api, '(sort: [{ title: ASC }])')).toEqual([5, 6, 7, 2, 1, ...last])
    expect(await ordered(api, '(sort: [{ title: DESC }])')).toEqual([...first, 1, 2, 7, 5, 6])
    expect(await ordered(api, '(sort: [{ year: ASC }, { id: DESC }])')).toEqual([
      5, 3, 7, 4, 1, 2, 6,
    ])
  })

  it('puts rows last in both directions where the ref they sort through leads nowhere', async () => {
    expect(await ordered(api, '(sort: [{ maker: { name: ASC } }])')).toEqual([5, 7, 2, 6, 1, 3, 4])
    expect(await ordered(api, '(sort: [{ maker: { name: DESC } }])')).toEqual([1, 2, 6, 5, 7, 3, 4])
    const far = '(sort: [{ maker: { home: { name: ASC } } }, { id: DESC }])'
    expect(await ordered(api, far)).toEqual([1, 7, 5, 6, 4, 3, 2])
  })

  it('pages through every order, forwards and backwards, meeting each row once', async () => {
    for (const sort of [
      '',
      'sort: [{ title: ASC }]',
      'sort: [{ maker: { name: DESC } }]',
      'sort: [{ maker: { home: { name: ASC } } }]',
    ]) {
      const whole = await ordered(api, sort && `(${sort})`)
      const page = (args: string) =>
        dataOf(
          api,
          `{ films(${sort} ${args}) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        )
      const forwards: number[] = []
      let cursor = ''
      for (let more = true; more;) {
        const { films: got } = await page(`first: 2 ${cursor}`)
        forwards.push(...got.nodes.map(({ id }: { id: string }) => Number(id)))
        expect(got.pageInfo.hasPreviousPage).toBe(cursor !== '')
        expect(got.totalCount).toBe(7)
        more = got.pageInfo.hasNextPage
        cursor = `after: "${got.pageInfo.endCursor}"`
      }
      expect(forwards).toEqual(whole)
      const backwards: number[] = []
      cursor = ''
      for (let more = true; more;) {
        const { films: got } = await page(`last: 2 ${cursor}`)
        backwards.unshift(...got.nodes.map(({ id }: { id: string }) => Number(id)))
        expect(got.pageInfo.hasNextPage).toBe(cursor !== '')
        more = got.pageInfo.hasPreviousPage
        cursor = `before: "${got.pageInfo.startCursor}"`
      }
      expect(backwards).toEqual(whole)
    }
  })

  it("may be the store's own, whose cursors are places among the rows that fit", async () => {
    const names = '{ makers { nodes { id } } }'
    const asGiven = ['memory', 'yaml files', 'rest'].includes(placement)
    const stored = asGiven ? ['3', '1', '2'] : undefined
    const all = (await dataOf(api, names)).makers.nodes.map(({ id }: { id: string }) => id)
    expect(all).toEqual(stored ?? all)
    expect(all.toSorted()).toEqual(['1', '2', '3'])
    const where = 'where: { id: { ne: "1" } }'
    const first = await dataOf(
      api,
      `{ makers(first: 1, ${where}) { edges { cursor node { id } } pageInfo { hasNextPage } } }`,
    )
    const [edge] = first.makers.edges
    const second = await dataOf(
      api,
      `{ makers(first: 5, after: "${edge.cursor}", ${where}) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`,
    )
    expect([edge.node.id, ...second.makers.nodes.map(({ id }: { id: string }) => id)]).toEqual(
      all.filter((id: string) => id !== '1'),
    )
    expect(second.makers.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true })
    expect(first.makers.pageInfo.hasNextPage).toBe(true)
  })

  it('of a stored refsList is as stored, without those who are not there', async () => {
    const cast = async (args: string) =>
      (
        await dataOf(
          api,
          `{ film(id: 1) { castIds cast${args} { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } } } }`,
        )
      ).film
    expect(await cast('')).toEqual({
      castIds: ['2', '9', '1', '2', '3'],
      cast: {
        totalCount: 3,
        nodes: [{ id: '2' }, { id: '1' }, { id: '3' }],
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      },
    })
    expect((await cast('(first: 2)')).cast).toEqual({
      totalCount: 3,
      nodes: [{ id: '2' }, { id: '1' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    expect((await cast('(last: 1)')).cast.nodes).toEqual([{ id: '3' }])
    expect((await cast('(skip: 1, first: 1)')).cast.nodes).toEqual([{ id: '1' }])
    expect((await cast('(sort: [{ name: DESC }])')).cast.nodes).toEqual([
      { id: '3' },
      { id: '1' },
      { id: '2' },
    ])
    expect((await cast('(where: { name: { isNull: false } })')).cast).toMatchObject({
      totalCount: 2,
      nodes: [{ id: '1' }, { id: '3' }],
    })
  })

  it('pages a stored refsList by its cursors', async () => {
    const seen: string[] = []
    for (let args = '(first: 1)'; args;) {
      const { film } = await dataOf(
        api,
        `{ film(id: 1) { cast${args} { nodes { id } pageInfo { hasNextPage endCursor } } } }`,
      )
      seen.push(...film.cast.nodes.map(({ id }: { id: string }) => id))
      const { hasNextPage, endCursor } = film.cast.pageInfo
      args = hasNextPage ? `(first: 1, after: "${endCursor}")` : ''
    }
    expect(seen).toEqual(['2', '1', '3'])
  })

  it('of a derived list is that of its collection, per parent', async () => {
    const { makers: got } = await dataOf(
      api,
      '{ makers(sort: [{ id: ASC }]) { nodes { films(first: 1) { totalCount nodes { id } } } } }',
    )
    expect(got.nodes.map(({ films: list }: { films: object }) => list)).toEqual([
      { totalCount: 2, nodes: [{ id: '6' }] },
      { totalCount: 2, nodes: [{ id: '7' }] },
      { totalCount: 1, nodes: [{ id: '1' }] },
    ])
  })
})

describe.each(placements)('Pages in %s', (placement) => {
  const api = atPlacement(placement, story)

  it('may be empty, with their count', async () => {
    expect(
      await dataOf(
        api,
        '{ films(first: 0) { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
      ),
    ).toEqual({
      films: {
        totalCount: 7,
        nodes: [],
        edges: [],
        pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
      },
    })
    expect(await dataOf(api, '{ films(last: 0) { totalCount nodes { id } } }')).toEqual({
      films: { totalCount: 7, nodes: [] },
    })
  })

  it('do not mix first with last, or skip with cursors and last', async () => {
    const { films: one } = await dataOf(api, '{ films(first: 1) { pageInfo { endCursor } } }')
    const cursor = `"${one.pageInfo.endCursor}"`
    for (const args of [
      'first: 1, last: 1',
      'skip: 1, last: 1',
      `skip: 1, after: ${cursor}`,
      `skip: 1, before: ${cursor}`,
      'skip: -1',
      'first: -1',
      'last: 101',
      'first: 101',
    ]) {
      expect({ args, codes: await codesOf(api, `{ films(${args}) { totalCount } }`) }).toEqual({
        args,
        codes: ['BAD_USER_INPUT'],
      })
    }
    expect(await ordered(api, '(skip: 5)')).toEqual([3, 5])
    expect(await ordered(api, '(skip: 50)')).toEqual([])
  })

  it('refuse cursors of another sort, and texts that are none', async () => {
    const { films: one } = await dataOf(
      api,
      '{ films(first: 1, sort: [{ title: ASC }]) { pageInfo { endCursor } } }',
    )
    const of = one.pageInfo.endCursor as string
    for (const args of [
      `after: "${of}"`,
      `sort: [{ title: DESC }], after: "${of}"`,
      'after: "nonsense"',
      'before: ""',
      `sort: [{ title: ASC }], after: "${of.slice(1)}"`,
    ]) {
      expect({ args, codes: await codesOf(api, `{ films(${args}) { totalCount } }`) }).toEqual({
        args,
        codes: ['BAD_USER_INPUT'],
      })
    }
    expect(await ordered(api, `(sort: [{ title: ASC }], before: "${of}", last: 5)`)).toEqual([])
  })
})
