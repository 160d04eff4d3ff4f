import { assert, jsonValue, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StoreKey } from '../../src/fields/key.ts'
import { string } from '../../src/fields/string.ts'
import { everything, nothing, type Filter } from '../../src/query/filter.ts'
import { wholeList } from '../../src/query/page.ts'
import { plain, questionText } from '../../src/query/question-text.ts'
import type { Question } from '../../src/query/question.ts'

const path = { names: ['title'], type: string().type }
const ask = (filter: Filter, more: Partial<Question> = {}): Question => ({
  filter,
  sort: [],
  page: wholeList,
  fields: null,
  ...more,
})

describe('the text of a question', () => {
  it('keeps values of different types apart', () => {
    const values = [
      1,
      '1',
      1n,
      true,
      'true',
      null,
      undefined,
      [1],
      ['1'],
      { a: 1 },
      ['list', [1]],
      new Date(1),
      NaN,
      'NaN',
      new StoreKey('uuid', 'ab'),
      new StoreKey('objectId', 'ab'),
      'ab',
      new Uint8Array([1]),
    ]
    const texts = values.map((value) => JSON.stringify(plain(value)))
    expect(new Set(texts).size).toBe(values.length)
  })

  it('differs where the questions do, and is the same where they are', () => {
    const eq = (value: unknown): Filter => ({ kind: 'compare', path, op: 'eq', value })
    const different = [
      ask(everything),
      ask(nothing),
      ask(eq('a')),
      ask(eq('b')),
      ask({ kind: 'not', of: eq('a') }),
      ask({ kind: 'and', of: [eq('a'), eq('b')] }),
      ask({ kind: 'or', of: [eq('a'), eq('b')] }),
      ask({ kind: 'compare', path, op: 'eq', value: 'a', ignoreCase: true }),
      ask({ kind: 'compare', path: { ...path, absent: [] }, op: 'eq', value: 'a' }),
      ask({ kind: 'keys', path, keys: [1] }),
      ask({ kind: 'keys', path, keys: ['1'] }),
      ask(everything, { fields: ['title'] }),
      ask(everything, { sort: [{ path, direction: 'asc' }] }),
      ask(everything, { sort: [{ path, direction: 'desc' }] }),
      ask(everything, { page: { ...wholeList, first: 3 } }),
      ask(everything, { page: { ...wholeList, after: { values: ['a', 1] } } }),
      ask(everything, { page: { ...wholeList, after: { values: ['a', '1'] } } }),
    ]
    const texts = different.map(questionText)
    expect(new Set(texts).size).toBe(different.length)
    expect(different.map((one) => questionText(structure(one)))).toEqual(texts)
  })

  it('is none where code decides', () => {
    expect(questionText(ask({ kind: 'test', name: 't', reads: [], test: () => true }))).toBeNull()
  })

  it('keeps any two JSON values apart', () => {
    assert(
      property(jsonValue(), jsonValue(), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b)
        expect(JSON.stringify(plain(a)) === JSON.stringify(plain(b))).toBe(same)
      }),
    )
  })
})

/** The same question, built anew. */
function structure(question: Question): Question {
  return { ...question, page: { ...question.page } }
}
