import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intType } from '../../src/fields/numbers.ts'
import { answer, finish } from '../../src/query/answer.ts'
import { decodeCursor, encodeCursor } from '../../src/query/cursor.ts'
import { everything, type Filter } from '../../src/query/filter.ts'
import { match } from '../../src/query/match.ts'
import { compareRows, farAbsent, positionOf } from '../../src/query/order.ts'
import { wholeList, type Page } from '../../src/query/page.ts'
import type { Answer, Question } from '../../src/query/question.ts'
import type { Row } from '../../src/query/row.ts'
import type { Sort } from '../../src/query/sort.ts'
import { filter, rows, sort } from './filters.ts'
import * as p from './parts.ts'

const { asc, by, compare, desc, ids } = p

function ask(sort: Sort, page: Partial<Page> = {}, filter: Filter = everything): Question {
  return { filter, sort, page: { ...wholeList, ...page }, fields: null }
}

/** Sorted by a sort of its own: one pass per key, last key first. */
function sortedSlowly(list: readonly Row[], order: Sort): readonly Row[] {
  return order
    .toReversed()
    .reduce<readonly Row[]>((done, key) => done.toSorted(compareRows([key])), list)
}

describe('sort', () => {
  it.each([
    [by(asc(p.stock)), 'w1 x1 n2 b2 b1 n1'],
    [by(desc(p.stock)), 'n1 b1 b2 n2 w1 x1'],
    [by(asc(p.kind), desc(p.stock)), 'x1 b1 b2 n1 n2 w1'],
    [by(asc(p.price)), 'w1 x1 n1 b1 n2 b2'],
    [by(asc(p.title)), 'b1 b2 x1 n1 w1 n2'],
    [by(desc(p.added)), 'n2 n1 b2 b1 w1 x1'],
    [[desc(p.id)], 'x1 w1 n2 n1 b2 b1'],
    [[], 'b1 b2 n1 n2 w1 x1'],
  ])('%#: %s', (order, expected) => {
    expect(ids(answer(p.parts, ask(order)).rows)).toBe(expected)
    if (order.length > 0) expect(ids(answer(p.parts.toReversed(), ask(order)).rows)).toBe(expected)
  })

  it('orders text by code point', () => {
    const list: Row[] = ['\u{1f600}', '\uffee', 'z', 'Z', 'é', ''].map((title, id) => ({
      id,
      title,
    }))
    expect(ids(answer(list, ask(by(asc(p.title)))).rows)).toBe('5 3 2 4 1 0')
  })

  it('orders ids by type first, integers by number', () => {
    const list: Row[] = ['b', 10, '9', 9n, 2, 'a', 9_007_199_254_740_993n].map((id) => ({ id }))
    expect(ids(answer(list, ask([asc(p.id)])).rows)).toBe('2 9 10 9007199254740993 9 a b')
  })

  it('puts what a far item would hold, but is absent, last in both directions, behind nulls', () => {
    const far: Record<string, unknown> = {
      b1: 2,
      b2: null,
      n1: farAbsent,
      n2: 1,
      w1: farAbsent,
      x1: undefined,
    }
    const valueOf = (row: Row, key: number) => (key === 0 ? far[String(row.id)] : row.id)
    const name = p.path('name', intType)
    expect(ids(answer(p.parts, ask(by(asc(name))), valueOf).rows)).toBe('b2 x1 n2 b1 n1 w1')
    expect(ids(answer(p.parts, ask(by(desc(name))), valueOf).rows)).toBe('b1 n2 b2 x1 n1 w1')
    for (const order of [by(asc(name)), by(desc(name))]) {
      const whole = answer(p.parts, ask(order), valueOf).rows
      for (const [i, row] of whole.entries()) {
        const after = decodeCursor(encodeCursor(positionOf(row, order, valueOf), order), order)
        expect(answer(p.parts, ask(order, { after }), valueOf).rows).toEqual(whole.slice(i + 1))
        expect(answer(p.parts, ask(order, { before: after, last: 2 }), valueOf).rows).toEqual(
          whole.slice(Math.max(i - 2, 0), i),
        )
      }
    }
  })

  it('reads hunger above a half, most hungry first', () => {
    const hungry = p.and(compare(p.user, 'eq', 42), compare(p.hunger, 'gt', 0.5))
    const page = answer(
      p.snapshots,
      ask([desc(p.hunger), asc(p.sid), asc(p.id)], { first: 5, total: true }, hungry),
    )
    expect(page.total).toBe(225)
    expect(page.rows.map((row) => row['sid'])).toEqual([38, 239, 641, 842, 76])
  })
})

describe('a page', () => {
  const order = by(asc(p.stock)) // w1 x1 n2 b2 b1 n1
  const at = (id: string) =>
    positionOf(p.parts.find((row) => row.id === id) ?? expect.unreachable(), order)

  it.each<[Partial<Page>, string, boolean]>([
    [{ first: 2 }, 'w1 x1', true],
    [{ first: 6 }, 'w1 x1 n2 b2 b1 n1', false],
    [{ first: 0 }, '', true],
    [{ first: 2, skip: 3 }, 'b2 b1', true],
    [{ first: 2, skip: 4 }, 'b1 n1', false],
    [{ skip: 5 }, 'n1', false],
    [{ first: 3, skip: 9 }, '', false],
    [{ first: 2, after: at('x1') }, 'n2 b2', true],
    [{ first: 2, after: at('x1'), skip: 1 }, 'b2 b1', true],
    [{ after: at('n1') }, '', false],
    [{ before: at('n2') }, 'w1 x1', false],
    [{ first: 1, before: at('n2') }, 'w1', true],
    [{ first: 2, before: at('n2') }, 'w1 x1', false],
    [{ after: at('w1'), before: at('b1') }, 'x1 n2 b2', false],
    [{ after: at('b1'), before: at('w1') }, '', false],
    [{ last: 2 }, 'b1 n1', true],
    [{ last: 0 }, '', true],
    [{ last: 2, before: at('b1') }, 'n2 b2', true],
    [{ last: 9, before: at('b1') }, 'w1 x1 n2 b2', false],
    [{ last: 2, after: at('n2') }, 'b1 n1', true],
    [{ last: 3, after: at('n2') }, 'b2 b1 n1', false],
  ])('%#: %j', (page, expected, more) => {
    const got = answer(p.parts, ask(order, { ...page, total: true }))
    expect([ids(got.rows), got.more, got.total]).toEqual([expected, more, 6])
  })

  it.each<[Partial<Page>, string, boolean, number]>([
    [{ first: 2 }, 'b1 b2', true, 0],
    [{ first: 2, skip: 1 }, 'b2 n1', true, 1],
    [{ first: 9, after: { values: [], index: 3 } }, 'w1 x1', false, 4],
    [{ first: 9, after: { values: [], index: 30 } }, '', false, 31],
    [{ before: { values: [], index: 2 } }, 'b1 b2', false, 0],
    [{ last: 2 }, 'w1 x1', true, 4],
    [{ last: 2, before: { values: [], index: 3 } }, 'b2 n1', true, 1],
    [
      { last: 5, before: { values: [], index: 3 }, after: { values: [], index: 0 } },
      'b2 n1',
      false,
      1,
    ],
  ])('in the order of the store counts places: %j', (page, expected, more, offset) => {
    const got = answer(p.parts, ask([], page))
    expect([ids(got.rows), got.more, got.offset]).toEqual([expected, more, offset])
  })

  it('counts all that match, whatever the page, and only on request', () => {
    const bolts = compare(p.kind, 'eq', 'bolt')
    expect(answer(p.parts, ask(order, { first: 0, total: true }, bolts))).toEqual({
      rows: [],
      more: true,
      total: 2,
    })
    expect(answer(p.parts, ask(order, { after: at('n1'), total: true }, bolts)).total).toBe(2)
    expect(answer(p.parts, ask(order, { first: 1 }, bolts))).not.toHaveProperty('total')
  })

  it('gives snapshots 41 to 60 of user 42 behind the first forty', () => {
    const page = { first: 20, skip: 40 }
    const got = answer(p.snapshots, ask(by(asc(p.sid)), page, compare(p.user, 'eq', 42)))
    expect(got.rows.map((row) => row['sid'])).toEqual(Array.from({ length: 20 }, (_, i) => i + 41))
  })
})

interface Reading {
  readonly rows: readonly Row[]
  readonly pages: number
}

/** Follows cursors, as text, until there are no more rows. */
function readThrough(list: readonly Row[], question: Question, backward: boolean): Reading {
  const all: Row[] = []
  const { sort: order } = question
  let page = question.page
  for (let pages = 1; ; pages++) {
    const got = answer(list, { ...question, page })
    all.splice(backward ? 0 : all.length, 0, ...got.rows)
    const edge = got.rows.at(backward ? 0 : -1)
    if (!got.more || !edge) return { rows: all, pages }
    const place =
      order.length === 0
        ? { values: [], index: (got.offset ?? 0) + (backward ? 0 : got.rows.length - 1) }
        : positionOf(edge, order)
    const cursor = decodeCursor(encodeCursor(place, order), order)
    page = { ...page, [backward ? 'before' : 'after']: cursor }
  }
}

const anyOrder = fc.oneof(
  { weight: 5, arbitrary: sort },
  { weight: 1, arbitrary: fc.constant<Sort>([]) },
) as fc.Arbitrary<Sort>

describe('pages in sequence', () => {
  it('are the whole list, each row once, forwards and backwards, in every order', () => {
    fc.assert(
      fc.property(
        rows,
        filter,
        anyOrder,
        fc.tuple(fc.integer({ min: 1, max: 7 }), fc.boolean()),
        (list, asked, order, [size, backward]) => {
          const whole = sortedSlowly(list.filter(match(asked)), order)
          const page: Partial<Page> = backward ? { last: size } : { first: size }
          const read = readThrough(list, ask(order, page, asked), backward)
          expect(read.rows).toEqual(whole)
          expect(read.pages).toBe(Math.max(Math.ceil(whole.length / size), 1))
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('survive inserts and deletes of other rows, and of the row that the cursor names', () => {
    fc.assert(
      fc.property(
        rows,
        sort as fc.Arbitrary<Sort>,
        fc.nat(),
        fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        (list, order, pick, kept) => {
          const [mark] = list.slice(pick % Math.max(list.length, 1))
          if (!mark) return
          const after = decodeCursor(encodeCursor(positionOf(mark, order), order), order)
          const whole = sortedSlowly(list, order)
          const changed = list.filter((_, i) => kept[i])
          const expected = whole
            .slice(whole.indexOf(mark) + 1)
            .filter((row) => changed.includes(row))
          expect(answer(changed, ask(order, { after })).rows).toEqual(expected)
          expect(answer(changed, ask(order, { after, first: 2 })).rows).toEqual(
            expected.slice(0, 2),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('cut out of many rows are those of the full sort', () => {
    const many: Row[] = Array.from({ length: 3_000 }, (_, id) => ({
      id,
      stock: (id * 7_919) % 101,
    }))
    for (const order of [by(asc(p.stock)), by(desc(p.stock)), [asc(p.id)], [desc(p.id)]]) {
      const whole = sortedSlowly(many, order)
      for (const [first, skip] of [
        [1, 0],
        [20, 0],
        [20, 100],
        [40, 2_980],
        [2_000, 500],
      ] as const) {
        expect(answer(many, ask(order, { first, skip })).rows).toEqual(
          whole.slice(skip, skip + first),
        )
        expect(answer(many, ask(order, { last: first })).rows).toEqual(whole.slice(-first))
      }
    }
  })

  it('keep rows whose ids are equal in every way apart, in the order in which they came, read from either end', () => {
    const twins: Row[] = Array.from({ length: 200 }, (_, n) => ({ id: n % 2, n }))
    const whole = sortedSlowly(twins, [asc(p.id)])
    expect(answer(twins, ask([asc(p.id)], { first: 150 })).rows).toEqual(whole.slice(0, 150))
    expect(answer(twins, ask([asc(p.id)], { last: 30 })).rows).toEqual(whole.slice(-30))
  })
})

describe('finish', () => {
  const all = (rest: NonNullable<Answer['rest']>, given: readonly Row[] = p.parts): Answer => ({
    rows: given,
    more: false,
    rest,
  })

  it('makes of whatever a store leaves undone the answer of the reference', () => {
    fc.assert(
      fc.property(
        rows,
        fc.tuple(filter, filter),
        anyOrder,
        fc.tuple(fc.option(fc.nat(5)), fc.boolean()),
        (list, [done, undone], order, [size, backward]) => {
          const page = { total: true, ...(backward ? { last: size } : { first: size }) }
          const question = ask(order, page, p.and(done, undone))
          const expected = answer(list, question)
          const matching = list.filter(match(done))
          const sorted = sortedSlowly(matching, order)
          expect(
            finish(all({ filter: undone, sort: true, page: true }, matching), question),
          ).toEqual(expected)
          expect(finish(all({ filter: undone, page: true }, sorted), question)).toEqual(expected)
          expect(finish(all({ filter: undone }, sorted), question)).toEqual(expected)
          const both = sorted.filter(match(undone))
          expect(finish(all({ page: true }, both), question)).toEqual(expected)
          expect(finish({ ...all({ page: true }, both), total: both.length }, question)).toEqual(
            expected,
          )
          expect(finish(expected, question)).toEqual(expected)
          expect(finish({ ...expected, rest: {} }, question)).toEqual(expected)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('says that there may be more where the store has more, and no total that it cannot know', () => {
    const question = ask(
      by(asc(p.stock)),
      { first: 10, total: true },
      compare(p.kind, 'eq', 'bolt'),
    )
    const given: Answer = {
      rows: p.parts,
      more: true,
      total: 99,
      rest: { filter: question.filter, page: true },
    }
    expect(finish(given, question)).toEqual({ rows: [p.parts[1], p.parts[0]], more: true })
  })

  it('counts places from where the rows of the store begin', () => {
    const given: Answer = { rows: p.parts.slice(2), more: false, offset: 2, rest: { page: true } }
    const got = finish(given, ask([], { first: 2, after: { values: [], index: 2 } }))
    expect([ids(got.rows), got.more, got.offset]).toEqual(['n2 w1', true, 3])
  })
})
