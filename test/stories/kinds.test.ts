import { collection, int, oneOf, role, string } from 'refract'
import { describe, expect, it } from 'vitest'
import { ref } from '../../src/fields/ref.ts'
import { story } from '../support/kinds.ts'
import {
  atPlacement,
  codesOf,
  dataOf,
  openStory,
  placements,
  type Story,
} from '../support/placements.ts'

describe.each(placements)('items of several kinds, %s', (placement) => {
  const api = atPlacement(placement, story)
  const nodes = async (query: string, variables?: Record<string, unknown>) =>
    (await dataOf(api, query, { ...(variables && { variables }) })).titles.nodes

  it('are each of their own type, and of the other where none is known', async () => {
    expect(await nodes('{ titles { nodes { id __typename } } }')).toEqual([
      { id: '1', __typename: 'Movie' },
      { id: '2', __typename: 'Movie' },
      { id: '3', __typename: 'Series' },
      { id: '4', __typename: 'Series' },
      { id: '5', __typename: 'TitleOther' },
      { id: '6', __typename: 'TitleOther' },
      { id: '7', __typename: 'TitleOther' },
    ])
  })

  it('answer the fields of fragments that fit, in the order of the document', async () => {
    const found = await nodes(`{ titles(first: 5) { nodes {
      ... on Movie { runtime } name
      ... on Series { seasons rating } ... on Movie { rating }
      ... on TitleOther { year }
    } } }`)
    expect(found.map((one: object) => JSON.stringify(one))).toEqual([
      '{"runtime":117,"name":"Alien","rating":"adults"}',
      '{"runtime":137,"name":"Aliens","rating":null}',
      '{"name":"Fargo","seasons":5,"rating":"all"}',
      '{"name":"Lost","seasons":6,"rating":null}',
      '{"name":"Hamlet","year":1603}',
    ])
  })

  it('merge nested and overlapping fragments, named or not, under aliases', async () => {
    const found = await nodes(`
      { titles(first: 3) { nodes { ...Any ... on Title { ... on Movie { ...Film } ... on Series { of: seasons } } } } }
      fragment Any on Title { called: name ... { kind: __typename } ...Film }
      fragment Film on Movie { of: runtime sequel { called: name kind: __typename year } ... on Title { sequel { name ... on Series { seasons } } } }`)
    expect(found).toEqual([
      {
        called: 'Alien',
        kind: 'Movie',
        of: 117,
        sequel: { called: 'Aliens', kind: 'Movie', year: 1986, name: 'Aliens' },
      },
      { called: 'Aliens', kind: 'Movie', of: 137, sequel: null },
      { called: 'Fargo', kind: 'Series', of: 5 },
    ])
  })

  it('heed @include and @skip on fragments and inside them', async () => {
    const query = `query ($films: Boolean!, $bare: Boolean!) { titles(first: 3) { nodes {
      id ... on Movie @include(if: $films) { runtime rating @skip(if: $bare) } ... on Series @skip(if: $films) { seasons }
    } } }`
    expect(await nodes(query, { films: true, bare: true })).toEqual([
      { id: '1', runtime: 117 },
      { id: '2', runtime: 137 },
      { id: '3' },
    ])
    expect(await nodes(query, { films: false, bare: false })).toEqual([
      { id: '1' },
      { id: '2' },
      { id: '3', seasons: 5 },
    ])
  })

  it('stand behind ids, refs, lists, edges and selections', async () => {
    const data = await dataOf(
      api,
      `{ title(id: "3") { ...K } titlesByIds(ids: ["5", "404", "1", "5"]) { ...K }
         people { nodes { favourite { ...K } directed { edges { node { ...K } } } created { nodes { ...K } } } }
         longTitles { nodes { ...K } } }
       fragment K on Title { id ... on Movie { runtime } ... on Series { seasons } }`,
    )
    const [alien, aliens] = [
      { id: '1', runtime: 117 },
      { id: '2', runtime: 137 },
    ]
    const [fargo, hamlet] = [{ id: '3', seasons: 5 }, { id: '5' }]
    const lost = { id: '4', seasons: 6 }
    expect(data).toEqual({
      title: fargo,
      titlesByIds: [hamlet, null, alien, hamlet],
      people: {
        nodes: [
          { favourite: fargo, directed: { edges: [{ node: alien }] }, created: { nodes: [fargo] } },
          {
            favourite: alien,
            directed: { edges: [{ node: aliens }, { node: fargo }] },
            created: { nodes: [alien] },
          },
          { favourite: hamlet, directed: { edges: [{ node: hamlet }] }, created: { nodes: [] } },
          { favourite: null, directed: { edges: [] }, created: { nodes: [fargo] } },
        ],
      },
      longTitles: { nodes: [hamlet, alien, aliens, lost, fargo] },
    })
  })

  it('load the links of a fragment for items of its type alone', async () => {
    const found = await nodes(`{ titles { nodes {
      id ... on Movie { director { name } cut { editor { name } } }
      ... on Series { creators { totalCount nodes { name } } episodes { guest { name } } }
    } } }`)
    expect(found).toEqual([
      { id: '1', director: { name: 'Ridley' }, cut: { editor: { name: 'Terry' } } },
      { id: '2', director: { name: 'James' }, cut: null },
      {
        id: '3',
        creators: { totalCount: 2, nodes: [{ name: 'Noah' }, { name: 'Ridley' }] },
        episodes: [{ guest: { name: 'Terry' } }, { guest: null }, { guest: { name: 'Ridley' } }],
      },
      { id: '4', creators: { totalCount: 0, nodes: [] }, episodes: null },
      { id: '5' },
      { id: '6' },
      { id: '7' },
    ])
    await nodes(
      '{ titles(where: { id: { in: ["3"] } }) { nodes { ... on Movie { director { name } } } } }',
    )
    expect(api.calls().map((call) => call.split(' ')[0])).toEqual(['titles.find'])
    await nodes('{ titles { nodes { ... on Movie { director { name } } } } }')
    expect(api.calls().filter((call) => call.startsWith('people'))).toEqual([
      expect.stringMatching(/^people\.byIds \[1 2\]/),
    ])
  })

  it('share the call of a link that fragments of several types select alike', async () => {
    const found = await nodes(`{ titles(first: 5) { nodes {
      ... on Movie { studio { name } } ... on Series { studio { id } } } } }`)
    expect(found).toEqual([
      { studio: { name: 'Brandywine' } },
      { studio: { name: 'Brandywine' } },
      { studio: { id: '2' } },
      { studio: { id: '1' } },
      {},
    ])
    expect(api.calls().filter((call) => call.startsWith('studios'))).toHaveLength(1)
    await nodes('{ titles { nodes { ... on Movie { a: studio { name } } studio { name } } } }')
    expect(api.calls().filter((call) => call.startsWith('studios'))).toHaveLength(1)
  })

  it('are filtered, sorted, grouped and summarised by what is stored, whatever their kind', async () => {
    const ids = async (args: string) =>
      (await nodes(`{ titles(${args}) { nodes { id } } }`)).map(({ id }: { id: string }) => id)
    expect(await ids('where: { runtime: { gt: 100 } }')).toEqual(['1', '2', '5'])
    expect(await ids('where: { seasons: { gte: 5 } }, sort: [{ seasons: DESC }]')).toEqual([
      '1',
      '4',
      '3',
    ])
    expect(await ids('where: { director: { name: { eq: "James" } } }')).toEqual(['2', '3'])
    expect(await ids('where: { creators: { some: { name: { eq: "Noah" } } } }')).toEqual(['3'])
    expect(await ids('where: { cut: { editorId: { eq: "3" } } }')).toEqual(['1'])
    expect(await ids('sort: [{ runtime: DESC }], first: 3')).toEqual(['5', '2', '1'])
    expect(await ids('where: { type: { eq: Play } }')).toEqual(['5'])
    expect(
      await dataOf(
        api,
        `{ titlesSummary { count max { runtime } sum { seasons } }
        titlesGroups(by: [{ rating: true }]) { key { rating } count } }`,
      ),
    ).toEqual({
      titlesSummary: { count: 7, max: { runtime: 240 }, sum: { seasons: 111 } },
      titlesGroups: [
        { key: { rating: null }, count: 5 },
        { key: { rating: 'adults' }, count: 1 },
        { key: { rating: 'all' }, count: 1 },
      ],
    })
  })

  it('are shown along paths whatever their kind, and computed from all that they hold', async () => {
    expect(
      await dataOf(
        api,
        '{ shownTitles(first: 3) { nodes { name runtime director guests } } title(id: 4) { length } }',
      ),
    ).toEqual({
      shownTitles: {
        nodes: [
          { name: 'Alien', runtime: 117, director: 'Ridley', guests: [] },
          { name: 'Aliens', runtime: 137, director: 'James', guests: [] },
          { name: 'Fargo', runtime: null, director: 'James', guests: ['Terry', null, 'Ridley'] },
        ],
      },
      title: { length: '40 minutes' },
    })
  })

  it('refuse fields of a kind where the kind is not said', async () => {
    expect(await codesOf(api, '{ titles { nodes { runtime } } }')).toHaveLength(1)
    expect(await codesOf(api, '{ titles { nodes { ... on Series { runtime } } } }')).toHaveLength(1)
    expect(
      await codesOf(
        api,
        '{ titles { nodes { ... on Movie { a: runtime } ... on Series { a: rating } } } }',
      ),
    ).toHaveLength(1)
    expect(await codesOf(api, '{ people { nodes { ... on Movie { id } } } }')).toHaveLength(1)
  })

  it('are told by introspection', async () => {
    const { __type } = await dataOf(
      api,
      '{ __type(name: "Title") { kind possibleTypes { name } fields { name } } }',
    )
    expect(__type.kind).toBe('INTERFACE')
    expect(__type.possibleTypes.map(({ name }: { name: string }) => name).sort()).toEqual([
      'Movie',
      'Series',
      'TitleOther',
    ])
    expect(__type.fields.map(({ name }: { name: string }) => name)).not.toContain('runtime')
  })
})

/** The `__typename` of each title. */
function typesOf(data: {
  titles: { nodes: readonly Record<string, unknown>[] }
}): readonly unknown[] {
  return data.titles.nodes.map((one) => one['__typename'])
}

const staff = { id: 's', roles: ['staff'] }
const member = { id: 'm', roles: ['member'] }

/** What tells the kinds apart is for the staff, but of old items; so is a film's runtime. */
function guarded(kindsOfRows: readonly string[]): Story {
  const titles = collection('Title', {
    store: 'library',
    meta: false,
    fields: {
      name: string(),
      year: int(),
      type: oneOf(['Movie', 'Series'], { can: { read: { year: { lt: 2000 } } } }),
      next: ref('titles'),
    },
    kinds: {
      by: 'type',
      of: {
        Movie: {
          runtime: int({ can: { read: role('staff') } }),
          cut: ref('titles', { can: { read: true } }),
        },
        Series: { seasons: int(), best: ref('titles') },
      },
    },
  })
  const rows = kindsOfRows.map((type, at) => ({
    id: at + 1,
    name: `Title ${at + 1}`,
    year: 1999 + at,
    type,
    next: ((at + 1) % kindsOfRows.length) + 1,
    runtime: 90 + at,
    seasons: at,
    cut: 1,
    best: 2,
  }))
  return { modules: { titles: { default: titles } }, rows: { titles: rows } }
}

describe.each(placements)('kinds that not everybody may tell, %s', (placement) => {
  const everything = `{ titles { nodes { __typename id name next { __typename id ... on Movie { cut { __typename id } } }
    ... on Movie { runtime cut { name } } ... on Series { seasons best { name } } ... on TitleOther { year } } } }`
  const answersOf = async (kindsOfRows: readonly string[]) => {
    const api = await openStory(placement, guarded(kindsOfRows))
    try {
      const { data, errors } = await api.ask(everything, undefined, member)
      expect(errors).toBeUndefined()
      return { data, calls: api.calls() }
    } finally {
      await api.close()
    }
  }

  it('look like the other kind, in answers and in calls', async () => {
    const answers = await answersOf(['Movie', 'Movie', 'Series', 'Series'])
    expect(answers).toEqual(await answersOf(['Movie', 'Series', 'Movie', 'Opera']))
    const [old, ...others] = typesOf(answers.data)
    expect(old).toBe('Movie')
    expect(others).toEqual(Array(3).fill('TitleOther'))
    expect(answers).not.toEqual(await answersOf(['Series', 'Movie', 'Series', 'Series']))
  })

  it('withhold the fields of a kind as any other field, and refuse to ask for them', async () => {
    const api = await openStory(placement, guarded(['Movie', 'Series']))
    const query = '{ title(id: "1") { ... on Movie { runtime cutId } } }'
    expect((await api.ask(query, undefined, staff)).data.title).toEqual({ runtime: 90, cutId: '1' })
    expect((await api.ask(query, undefined, member)).data.title).toEqual({
      runtime: null,
      cutId: '1',
    })
    for (const args of ['where: { runtime: { gt: 1 } }', 'sort: [{ runtime: ASC }]']) {
      const { errors } = await api.ask(`{ titles(${args}) { totalCount } }`, undefined, member)
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
    }
    await api.close()
  })
})

describe.each(placements)('what tells kinds apart, %s', (placement) => {
  const typenames = async (type: ReturnType<typeof string>, rows: readonly object[]) => {
    const titles = collection('Title', {
      store: 'library',
      fields: { type },
      kinds: { by: 'type', of: { Movie: {}, Series: {} } },
    })
    const api = await openStory(placement, {
      modules: { titles: { default: titles } },
      rows: { titles: rows as Story['rows'][string] },
    })
    const data = await dataOf(api, '{ titles { nodes { __typename } } }')
    await api.close()
    return typesOf(data)
  }

  it('is plain text, as it stands', async () => {
    const rows = ['Movie', 'movie', 'TitleOther', 'Series', 3].map((type, id) => ({ id, type }))
    expect(await typenames(string(), rows)).toEqual([
      'Movie',
      'TitleOther',
      'TitleOther',
      'Series',
      'TitleOther',
    ])
  })

  it('is an enum, whose names may differ from what is stored', async () => {
    const rows = ['film', 'Movie', 'series', 'none'].map((type, id) => ({ id, type }))
    const type = oneOf({ Movie: 'film', Series: 'series', Other: 'none' })
    expect(await typenames(type, rows)).toEqual(['Movie', 'TitleOther', 'Series', 'TitleOther'])
  })

  it('is what a missing key means', async () => {
    const rows = [{ id: 1 }, { id: 2, type: null }, { id: 3, type: 'Series' }]
    expect(await typenames(string({ absent: 'Movie' }), rows)).toEqual([
      'Movie',
      'TitleOther',
      'Series',
    ])
  })
})
