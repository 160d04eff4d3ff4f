import { describe, expect, it } from 'vitest'
import type { SortKey } from '../../src/query/sort.ts'
import { sortKeys } from '../../src/model/sort.ts'
import type { SortAsk } from '../../src/model/sort.ts'
import { library, the } from './library.ts'

const model = library()

function ask(sort: unknown, more: Partial<SortAsk> = {}): ReturnType<typeof sortKeys> {
  return sortKeys({ model, collection: the(model, 'books'), sort, mayRead: () => true, ...more })
}

function short({ path, direction, through = [] }: SortKey): string {
  return [
    ...through.map((link) => `${link.near.names.join('.')}>`),
    path.names.join('.'),
    ' ',
    direction,
  ].join('')
}

function said(sort: unknown, more: Partial<SortAsk> = {}): readonly string[] {
  const answer = ask(sort, more)
  expect(answer.issues).toEqual([])
  return answer.sort.map(short)
}

describe('a sort', () => {
  it('ends with the id', () => {
    expect(said([{ title: 'desc' }, { pages: 'asc' }])).toEqual([
      'title desc',
      'pages asc',
      'id asc',
    ])
    expect(said([{ title: 'asc' }, { id: 'desc' }, { pages: 'asc' }])).toEqual([
      'title asc',
      'id desc',
    ])
  })

  it('that says nothing is the order of the collection', () => {
    for (const sort of [null, undefined, []]) {
      expect(said(sort, { collection: the(model, 'authors') })).toEqual([
        'name asc',
        'agent>name desc',
        'id asc',
      ])
      expect(said(sort, { collection: the(model, 'topics') })).toEqual([])
    }
  })

  it('goes into objects, through refs of both sorts, and takes stored keys', () => {
    expect(
      said([
        { loan: { until: 'asc' } },
        { loan: { user: { writer: { name: 'desc' } } } },
        { authorId: 'asc' },
        { author: { id: 'desc' } },
      ]),
    ).toEqual([
      'loan.until asc',
      'loan.user>id>name desc',
      'author asc',
      'author>id desc',
      'id asc',
    ])
  })

  it('computes what is computed', () => {
    const [key] = ask([{ long: 'desc' }]).sort
    expect(key?.compute?.reads).toEqual(['pages'])
    expect(
      [{ pages: 301 }, { pages: 300 }, {}].map((row) => key?.compute?.from({ id: 1, ...row })),
    ).toEqual([true, false, false])
  })

  it('tells everything that is wrong, with its place', () => {
    const sort = [
      { titel: 'asc' },
      { title: 'up' },
      {},
      { title: 'asc', pages: 'asc' },
      3,
      { tags: 'asc' },
      { topics: { name: 'asc' } },
      { chapters: { title: 'asc' } },
      { extra: 'asc' },
      { byline: 'asc' },
      { loan: 'asc' },
      { author: { nmae: 'asc' } },
      null,
    ]
    expect(ask(sort).issues.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'sort.0.titel unknown',
      'sort.1.title type',
      'sort.2 oneOf',
      'sort.3 oneOf',
      'sort.4 oneOf',
      'sort.5.tags type',
      'sort.6.topics type',
      'sort.7.chapters type',
      'sort.8.extra filter',
      'sort.9.byline filter',
      'sort.10.loan oneOf',
      'sort.11.author.nmae unknown',
      'sort.12 oneOf',
    ])
  })

  it('by what the caller may not read is refused, also behind a ref', () => {
    const mayRead: SortAsk['mayRead'] = (field) => field.name !== 'nationality'
    expect(
      ask([{ author: { nationality: 'asc' } }], { mayRead }).issues.map((issue) => issue.code),
    ).toEqual(['forbidden'])
  })
})
