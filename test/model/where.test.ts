import { describe, expect, it } from 'vitest'
import { match } from '../../src/query/match.ts'
import type { Filter } from '../../src/query/filter.ts'
import type { Row } from '../../src/query/row.ts'
import { whereFilter } from '../../src/model/where.ts'
import type { WhereAsk } from '../../src/model/where.ts'
import { library, the } from './library.ts'

const model = library({ limits: { inValues: 3 } })

function ask(where: unknown, more: Partial<WhereAsk> = {}): ReturnType<typeof whereFilter> {
  return whereFilter({
    model,
    collection: the(model, 'books'),
    where,
    mayRead: () => true,
    ...more,
  })
}

function filterOf(where: unknown, collection = 'books'): Filter {
  const { filter, issues } = ask(where, { collection: the(model, collection) })
  expect(issues).toEqual([])
  return filter
}

/** A filter in short: `title eq "Emma"`, `authors.one(name eq "Jane")`. */
function short(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.length === 0
        ? filter.kind === 'and'
          ? 'all'
          : 'none'
        : `(${filter.of.map(short).join(` ${filter.kind} `)})`
    case 'not':
      return `not ${short(filter.of)}`
    case 'compare':
      return `${filter.path.names.join('.')} ${filter.op} ${JSON.stringify(filter.value)}${filter.ignoreCase ? ' i' : ''}`
    case 'elements':
      return `${filter.path.names.join('.')}.${filter.quantifier}[${short(filter.of)}]`
    case 'linked':
      return `${filter.link.near.names.join('.')}=${filter.link.to}.${filter.link.far.names.join('.')} ${filter.quantifier}(${short(filter.of)})`
    case 'keys':
      return `${filter.path.names.join('.')} keys`
    case 'test':
      return `test ${filter.name}`
  }
}

const said = (where: unknown, collection?: string): string => short(filterOf(where, collection))

function issuesOf(where: unknown, more: Partial<WhereAsk> = {}): readonly string[] {
  return ask(where, more).issues.map(({ path, code }) => `${path.join('.')} ${code}`)
}

function matches(where: unknown, row: Omit<Row, 'id'>): boolean {
  return match(filterOf(where))({ id: 1, ...row })
}

describe('a where', () => {
  it('asks nothing when it is empty, null or absent', () => {
    for (const where of [
      {},
      null,
      undefined,
      { and: [] },
      { title: {} },
      { author: {} },
      { loan: {} },
    ])
      expect(said(where)).toBe('all')
    expect(said({ or: [] })).toBe('none')
  })

  it('keeps every condition as an operand of its own', () => {
    expect(
      said({
        pages: { gte: 1, lt: 9 },
        and: [{ pages: { gte: 3 } }],
        or: [{ id: { eq: '7' } }, { not: { title: { eq: 'x' } } }],
      }),
    ).toBe('(pages gte 1 and pages lt 9 and pages gte 3 and (id eq 7 or not title eq "x"))')
  })

  it('takes null where null can be asked for, and between with both ends', () => {
    expect(said({ pages: { eq: null, in: [1, null], between: [1, 5] } })).toBe(
      '(pages eq null and pages in [1,null] and pages between [1,5])',
    )
  })

  it('decodes values by their type', () => {
    expect(filterOf({ printed: { year: 1989 } })).toMatchObject({ op: 'year', value: 1989 })
    expect(filterOf({ loan: { until: { lt: '2026-01-02T00:00:00Z' } } })).toMatchObject({
      value: new Date('2026-01-02T00:00:00Z'),
    })
  })

  it('lets ignoreCase speak of the text operators beside it', () => {
    expect(said({ title: { contains: 'em', isNull: false, ignoreCase: true } })).toBe(
      '(title contains "em" i and title isNull false)',
    )
    expect(said({ title: { contains: 'em', ignoreCase: null } })).toBe('title contains "em"')
    expect(said({ title: { lt: 'x', ignoreCase: false } })).toBe('title lt "x"')
  })

  it('asks lists for their elements, and a missing one as absent says', () => {
    expect(said({ tags: { hasAll: ['a', 'b'], size: 2 } })).toBe(
      '(tags hasAll ["a","b"] and tags size 2)',
    )
    expect(matches({ tags: { hasAll: [] } }, {})).toBe(true)
  })
})

describe('a condition on a nested object', () => {
  it('nests, and asks for the object itself', () => {
    expect(
      said({ loan: { isNull: false, until: { isNull: true }, not: { until: { exists: true } } } }),
    ).toBe('(loan isNull false and (loan.until isNull true and not loan.until exists true))')
  })

  it('asks for the object itself under and, or, not as well', () => {
    expect(said({ loan: { not: { isNull: true }, or: [{ exists: false }] } })).toBe(
      '(not loan isNull true and (loan exists false))',
    )
  })

  it('on a list of objects speaks of elements, and its paths start at the element', () => {
    expect(
      said({ chapters: { some: { title: { eq: 'I' }, size: { pages: { gt: 3 } } }, size: 2 } }),
    ).toBe('(chapters.some[(title eq "I" and size.pages gt 3)] and chapters size 2)')
    const rows = [
      { chapters: [{ title: 'I', size: { pages: 4 } }] },
      { chapters: [{ title: 'I' }, { size: { pages: 4 } }] },
      {},
      { chapters: [] },
    ]
    expect(
      rows.map((row) =>
        matches({ chapters: { some: { title: { eq: 'I' }, size: { pages: { gt: 3 } } } } }, row),
      ),
    ).toEqual([true, false, false, false])
    expect(
      rows.map((row) => matches({ chapters: { every: { title: { eq: 'I' } } } }, row)),
    ).toEqual([true, false, false, true])
  })

  it('asks refs in elements by the key of the element', () => {
    expect(
      said({ chapters: { some: { reader: { id: { eq: '3' } }, readerId: { ne: null } } } }),
    ).toBe('chapters.some[(reader eq 3 and reader ne null)]')
    expect(said({ chapters: { none: { reader: { name: { eq: 'A' } } } } })).toBe(
      'chapters.none[reader=users.id one(name eq "A")]',
    )
  })
})

describe('a condition on a ref', () => {
  it('asks the stored key for isNull, id and authorId', () => {
    expect(said({ author: { isNull: true } })).toBe('author isNull true')
    expect(said({ author: { id: { in: ['1', 'x'] } } })).toBe('author in [1,"x"]')
    expect(said({ authorId: { exists: false } })).toBe('author exists false')
    expect(said({ loan: { userId: { eq: 'u' }, user: { isNull: false } } })).toBe(
      '(loan.user eq "u" and loan.user isNull false)',
    )
  })

  it('asks the visible item for anything else, all of it of the same item', () => {
    expect(said({ author: { name: { eq: 'Jane' }, nationality: { ne: 'FR' } } })).toBe(
      'author=authors.id one((name eq "Jane" and nationality ne "FR"))',
    )
    expect(said({ author: { isNull: false, id: { eq: '1' }, not: { name: { eq: 'x' } } } })).toBe(
      '(author isNull false and author eq 1 and author=authors.id one(not name eq "x"))',
    )
    expect(said({ author: { or: [{ id: { eq: '1' } }] } })).toBe('author=authors.id one((id eq 1))')
  })

  it('with by asks its field of the stored key, and the id of the item', () => {
    expect(said({ country: { cca2: { startsWith: 'F' } } })).toBe('country startsWith "F"')
    expect(said({ countryCca2: { in: ['FR'] } })).toBe('country in ["FR"]')
    expect(said({ country: { id: { eq: '1' } } })).toBe('country=countries.cca2 one(id eq 1)')
  })

  it('that is derived asks whether there is a visible item', () => {
    expect(said({ writer: { isNull: true } }, 'users')).toBe('not id=authors.agent one(all)')
    expect(said({ writer: { isNull: false } }, 'users')).toBe('id=authors.agent one(all)')
    expect(said({ writer: { id: { eq: '1' } } }, 'users')).toBe('id=authors.agent one(id eq 1)')
    expect(issuesOf({ writerId: { eq: '1' } }, { collection: the(model, 'users') })).toEqual([
      'where.writerId unknown',
    ])
  })

  it('goes on through further links', () => {
    expect(said({ author: { agent: { loans: { some: { title: { eq: 'Emma' } } } } } })).toBe(
      'author=authors.id one(agent=users.id one(id=books.loan.user some(title eq "Emma")))',
    )
  })
})

describe('a condition on a refsList', () => {
  it('speaks of the visible items', () => {
    expect(said({ topics: { some: {}, none: { name: { eq: 'x' } } } })).toBe(
      '(topics=topics.id some(all) and topics=topics.id none(name eq "x"))',
    )
    expect(said({ books: { every: { pages: { gt: 1 } } } }, 'authors')).toBe(
      'id=books.author every(pages gt 1)',
    )
  })

  it('asks stored keys by name on the owning side', () => {
    expect(said({ topicsIds: { has: '4', size: 1 } })).toBe('(topics has 4 and topics size 1)')
    expect(said({ marketsCca2s: { hasAny: ['FR'] } })).toBe('markets hasAny ["FR"]')
    expect(matches({ topicsIds: { has: '4' } }, { topics: [4] })).toBe(true)
  })
})

describe('a condition on a computed field', () => {
  it('is a test of the row that says what it reads', () => {
    const filter = filterOf({ long: { eq: true } })
    expect(filter).toMatchObject({ kind: 'test', name: 'long', reads: ['pages'] })
    expect(
      [{ pages: 400 }, { pages: 3 }, {}].map((row) => match(filter)({ id: 1, ...row })),
    ).toEqual([true, false, false])
  })

  it('is refused where the field does not say filter: true', () => {
    expect(issuesOf({ byline: { eq: 'x' } })).toEqual(['where.byline filter'])
  })
})

describe('issues', () => {
  it('are all told, with their full paths', () => {
    expect(
      issuesOf({
        titel: { eq: 'x' },
        pages: { lt: null, in: [1, 'x', null], between: [1, 2, 3], eq: 1.5, gt: undefined },
        title: { lk: 'x', contains: 3, matches: '(' },
        tags: { has: null, hasAll: 'a', size: 1.5 },
        extra: { isNull: true },
        author: { name: { gte: null }, isNull: 'yes' },
        topics: { has: '1', some: null },
        loan: { until: { eq: 'tomorrow' } },
        and: [{ or: 3 }, { not: [] }],
        chapters: { every: { nope: {} } },
        printed: { month: 'May' },
      }),
    ).toEqual([
      'where.titel unknown',
      'where.pages.lt null',
      'where.pages.in.1 type',
      'where.pages.between size',
      'where.pages.eq type',
      'where.pages.gt type',
      'where.title.lk operator',
      'where.title.contains type',
      'where.title.matches type',
      'where.tags.has null',
      'where.tags.hasAll type',
      'where.tags.size type',
      'where.extra filter',
      'where.author.isNull type',
      'where.author.name.gte null',
      'where.topics.has operator',
      'where.topics.some type',
      'where.loan.until.eq type',
      'where.and.0.or type',
      'where.and.1.not type',
      'where.chapters.every.nope unknown',
      'where.printed.month type',
    ])
  })

  it('come at n and n + 1 of the values of an in', () => {
    expect(
      issuesOf({
        pages: { in: [1, 2, 3], nin: [1, 2, 3, 4] },
        tags: { hasAny: ['a', 'b', 'c', 'd'] },
      }),
    ).toEqual(['where.pages.nin max', 'where.tags.hasAny max'])
  })

  it('come for null in the place of a condition, which would else ask nothing', () => {
    expect(
      issuesOf({ title: null, author: null, and: null, or: [null], not: null, id: 3 }),
    ).toEqual([
      'where.title type',
      'where.author type',
      'where.and type',
      'where.or.0 type',
      'where.not type',
      'where.id type',
    ])
  })

  it('never come from ids, whatever their text', () => {
    expect(issuesOf({ id: { in: ['', 'ü', '../x'] } })).toEqual([])
  })

  it('come for what the caller may not read, of linked collections too, and of keys', () => {
    const mayRead: WhereAsk['mayRead'] = (field) =>
      !['nationality', 'topics', 'cca2'].includes(field.name)
    const where = {
      author: { nationality: { eq: 'x' } },
      topicsIds: { has: '1' },
      country: { cca2: { eq: 'FR' } },
    }
    expect(issuesOf(where, { mayRead })).toEqual([
      'where.author.nationality forbidden',
      'where.topicsIds forbidden',
      'where.country.cca2 forbidden',
    ])
  })
})
