import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alikeInCase, fold } from '../../src/query/fold.ts'
import { pattern } from '../../src/query/pattern.ts'
import { textTest } from '../../src/query/text.ts'

const cased = [
  ...Array.from({ length: 0x110000 - 0x800 }, (_, i) =>
    String.fromCodePoint(i < 0xd800 ? i : i + 0x800),
  )
    .join('')
    .matchAll(/[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/gu),
].map(([point]) => point)

/** Letters with unusual case partners, patterns' own characters, and points beyond the basic plane. */
const letter = fc.oneof(
  fc.constantFrom(...'kKKsSſßẞåÅÅωΩΩςσΣµμΜİıiIǅǄǆθϑϴ𐐀𐐨ᾳᾼ.()[*+?^$|\\{}-/ \nﬅﬆΐΐ😀'),
  fc.constantFrom(...cased),
)
const text = fc.array(letter, { maxLength: 8 }).map((points) => points.join(''))

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

describe('fold', () => {
  it('names every code point that folds alike', () => {
    expect(new Set(alikeInCase('k'))).toEqual(new Set(['k', 'K', '\u212a']))
    expect(alikeInCase('1')).toEqual(['1'])
    const wrong = cased.filter((point) => {
      const alike = alikeInCase(point)
      return !alike.includes(point) || alike.some((one) => fold(one) !== fold(point))
    })
    expect(wrong).toEqual([])
  })
  it('puts together exactly what RegExp puts together under iu, for every cased code point', () => {
    expect(cased.length).toBeGreaterThan(2_800)
    const all = cased.join('')
    const classes = new Map<string, string[]>()
    for (const point of cased)
      classes.set(fold(point), [...(classes.get(fold(point)) ?? []), point])
    const found = cased.map((point) => (all.match(new RegExp(point, 'giu')) ?? []).join(''))
    expect(cased.map((point) => classes.get(fold(point))?.join(''))).toEqual(found)
  })

  it('leaves all other code points alone', () => {
    const known = new Set(cased)
    const uncased = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point))
    const changed = uncased.filter((point) => !known.has(point) && fold(point) !== point)
    expect(changed).toEqual([])
  })

  it.each([
    ['K', 'k'],
    ['ſ', 'S'],
    ['ẞ', 'ß'],
    ['Σ', 'ς'],
    ['ΑΒΓ', 'αβγ'],
    ['ЖУК', 'жук'],
    ['𐐀', '𐐨'],
    ['Å', 'å'],
  ])('takes %s and %s as one', (a, b) => {
    expect(fold(a)).toBe(fold(b))
  })

  it.each([
    ['ß', 'ss'],
    ['İ', 'i'],
    ['ı', 'i'],
    ['é', 'e'],
    ['ﬁ', 'fi'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(fold(a)).not.toBe(fold(b))
  })
})

describe('text operators', () => {
  it('agree with RegExp, literal and without regard to case', () => {
    const sources = {
      contains: (part: string) => part,
      startsWith: (part: string) => `^${part}`,
      endsWith: (part: string) => `${part}$`,
    }
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (before, part, after, ignoreCase) => {
        for (const op of ['contains', 'startsWith', 'endsWith'] as const) {
          for (const whole of [
            before + part.toUpperCase() + after,
            before + part + after,
            part + after,
            before + part,
          ]) {
            const regex = new RegExp(sources[op](escaped(part)), ignoreCase ? 'iu' : 'u')
            expect(textTest(op, part, ignoreCase)(whole)).toBe(regex.test(whole))
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never match half of a code point', () => {
    for (const half of ['\ud83d', '\ude00']) {
      expect(textTest('contains', half)('a😀b')).toBe(false)
      expect(textTest('contains', half, true)('a😀b')).toBe(false)
      expect(textTest('contains', half)(`a${half} b`)).toBe(true)
    }
    expect(textTest('startsWith', '\ud83d')('😀')).toBe(false)
    expect(textTest('endsWith', '\ude00')('😀')).toBe(false)
  })
})

describe('patterns', () => {
  it('match anywhere, by code points, with case on request', () => {
    expect(pattern('ut')('Nut M3')).toBe(true)
    expect(pattern('^.$')('😀')).toBe(true)
    expect(pattern('^n')('Nut')).toBe(false)
    expect(pattern('^n', true)('Nut')).toBe(true)
    expect(pattern('^k$', true)('\u212a')).toBe(true)
    expect(pattern('^n')('Nut')).toBe(false)
  })

  it('take linear time where a backtracking engine never ends', () => {
    const began = performance.now()
    expect(pattern('(a+)+$')(`${'a'.repeat(50_000)}!`)).toBe(false)
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  it.each([
    ['a(', /missing closing \)/],
    ['(?=a)', /not a pattern of RE2 syntax/],
    ['(a)\\1', /not a pattern of RE2 syntax/],
    ['x{1001}', /invalid repeat count/],
    ['x'.repeat(501), /501 characters; at most 500/],
    ['x{900}y{900}z{900}', /too big a pattern/],
  ])('refuse %s', (source, reason) => {
    expect(() => pattern(source)).toThrow(reason)
  })

  it('are compiled once while they are in use, and forgotten after a hundred others', () => {
    const first = pattern('first')
    for (let i = 0; i < 90; i++) pattern(`other${i}`)
    expect(pattern('first')).toBe(first)
    for (let i = 0; i < 101; i++) pattern(`more${i}`)
    const again = pattern('first')
    expect(again).not.toBe(first)
    expect(again('at first')).toBe(true)
  })
})
