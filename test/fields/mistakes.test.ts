import { describe, expect, it } from 'vitest'
import {
  bytes,
  date,
  datetime,
  decimal,
  field,
  int,
  list,
  oneOf,
  refsList,
  string,
} from '../../src/fields/index.ts'
import { fieldMistakes } from '../../src/fields/mistakes.ts'

describe('the options of a field', () => {
  it('are of its type, and every one that is not is named', () => {
    const wrong = { min: '2', oneOf: [1, 'x'] } as unknown as { min: number }
    expect(fieldMistakes(int(wrong))).toEqual([
      expect.stringContaining('min: "2" is not an integer'),
      expect.stringContaining('oneOf: "x" is not an integer'),
    ])
    expect(fieldMistakes(date({ max: '2020-02-30' }))).toEqual([
      'max: "2020-02-30" is not a date like 2026-01-31',
    ])
    expect(fieldMistakes(string({ oneOf: [] }))).toEqual([
      'oneOf: needs a list of at least one value',
    ])
  })

  it('are those that it has, each of its own sort', () => {
    const loosely = (options: object) => options as never
    expect(fieldMistakes(string(loosely({ requierd: true, owns: true })))).toEqual([
      'requierd: is no option of string(). Did you mean "required"?',
      'owns: is no option of string().',
    ])
    expect(
      fieldMistakes(
        string(loosely({ required: 'yes', pattern: '^a', check: 'short', deprecated: true })),
      ),
    ).toEqual([
      'required: takes true or false, not "yes"',
      'pattern: takes a regular expression such as /^[A-Z]/, not "^a"',
      'check: takes a function, not "short"',
      'deprecated: takes text, not true',
    ])
    expect(
      fieldMistakes(refsList('books', loosely({ required: true, ondelete: 'unlink' }))),
    ).toEqual([
      'required: is no option of refsList().',
      'ondelete: is no option of refsList(). Did you mean "onDelete"?',
    ])
    const money = field({ name: 'money', parse: Number, compare: (a, b) => a - b })
    expect(fieldMistakes(money({ min: 1, max: 5, oneOf: [2, 3] }))).toEqual([])
    expect(fieldMistakes(string({ max: undefined as never, pattern: () => /x/ }))).toEqual([])
  })

  it('leave something that can be written', () => {
    expect(fieldMistakes(decimal({ min: '10', max: '9.5' }))).toEqual([
      'min "10" is above max "9.5"',
    ])
    expect(fieldMistakes(list(int(), { min: 3, max: 2 }))).toEqual(['min 3 is above max 2'])
    expect(fieldMistakes(string({ max: -1 }))).toEqual([
      'max: -1 is not a size; write an integer from 0',
    ])
    expect(fieldMistakes(bytes({ min: 1.5 }))).toEqual([
      'min: 1.5 is not a size; write an integer from 0',
    ])
  })

  it('have a default that they themselves would take', () => {
    expect(fieldMistakes(int({ min: 3, default: 1 }))).toEqual([
      'default: 1 is below the minimum 3',
    ])
    expect(fieldMistakes(oneOf(['a'], { default: 'b' as 'a' }))).toEqual([
      'default: "b" is not one of "a"',
    ])
    expect(fieldMistakes(list(string(), { unique: true, default: ['a', 'a'] }))).toEqual([
      'default: holds "a" more than once',
    ])
  })

  it('are fine as they are in most declarations', () => {
    const fields = [
      int({ min: 1, max: 1, default: 1 }),
      string({ default: () => 'x' }),
      datetime({ min: '2020-01-01' }),
      list(int()),
    ]
    expect(fields.flatMap(fieldMistakes)).toEqual([])
  })
})
