import { describe, expect, it } from 'vitest'
import { collection, int, list, object, oneOf, string } from 'refract'
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import { MistakesError } from '../../src/errors.ts'
import { modelOf } from '../support/library-model.ts'

const type = oneOf(['Movie', 'Series'])

/** What is wrong with kinds of a collection, as sentences. */
function wrong(
  kinds: unknown,
  fields: object = { name: string(), type },
  more: object = {},
): readonly string[] {
  const titles = collection('Title', { store: 'library', fields, kinds, ...more } as never)
  const movies = collection('Clip', { store: 'library', fields: { name: string() } })
  try {
    modelOf({ titles: { default: titles }, clips: { default: movies } })
    return []
  } catch (error) {
    if (!(error instanceof MistakesError)) throw error
    return error.mistakes.map(({ at, message }) => `${at}: ${message}`)
  }
}

describe('kinds', () => {
  it('have nothing wrong where names are told apart, or declared alike', () => {
    const length = () => int({ min: 1, description: String(Math.random()) })
    const parts = (deep: object) =>
      list(object({ name: string({ pattern: /^a/ }), ...deep }), { max: 3 })
    expect(
      wrong({
        by: 'type',
        of: {
          Movie: { length: length(), of: oneOf({ A: 'a' }), parts: parts({ to: ref('clips') }) },
          Series: { length: length(), of: oneOf({ A: 'a' }), parts: parts({ to: ref('clips') }) },
        },
      }),
    ).toEqual([])
    expect(wrong({ by: 'name', of: { Movie: {}, Film: { cut: string() } } })).toEqual([])
  })

  it.each([
    [3, ["titles.kinds: takes { by: 'type', of: { Movie: { runtime: int() } } }, not 3"]],
    [
      { by: 'type', of: {} },
      ['titles.kinds.of: has no kinds; write { Movie: { runtime: int() } }'],
    ],
    [
      { by: 'typ', of: { Movie: {} }, off: 1 },
      [
        'titles.kinds.off: is no option of kinds. Did you mean "of"?',
        'titles.kinds.by: there is no field "typ" to tell the kinds apart. Did you mean "type"?',
      ],
    ],
    [
      { by: 'runtime', of: { Movie: { runtime: int() } } },
      [
        'titles.kinds.by: "runtime" is a field of Movie alone; name one that all kinds have, under fields',
      ],
    ],
    [
      { by: 'type', of: { Movie: {}, Serie: {}, '2D': {} } },
      [
        'titles.kinds.by: "type" has no value "Serie". Did you mean "Series"?',
        'titles.kinds.by: "type" has no value "2D". Known: Movie, Series.',
        'titles.kinds.of.2D: the type "2D" is no name that GraphQL takes; use letters, digits and _, no digit first and no two _',
      ],
    ],
    [
      { by: 'type', of: { Movie: { name: string() }, Series: 3 } },
      [
        'titles.kinds.of.Series: takes fields, { runtime: int() }, not 3',
        'titles.kinds.of.Movie.name: repeats a field that all kinds have; leave it out here or there',
      ],
    ],
    [
      {
        by: 'type',
        of: { Movie: { length: string }, Series: { id: int(), back: ref('nowhere') } },
      },
      [
        'titles.length: is a function, not a field; call it: string()',
        'titles.id: is there without being declared; leave it out, and say idType where ids need a type',
        'titles.back: there is no collection "nowhere". Known: clips, titles.',
      ],
    ],
  ])('that make no sense are mistakes (%#)', (kinds, sentences) => {
    expect(wrong(kinds)).toEqual(sentences)
  })

  it('declared otherwise under the same name are a mistake that names both', () => {
    const unlike = (a: unknown, b: unknown) =>
      wrong({ by: 'type', of: { Movie: { length: a }, Series: { length: b } } })
    const sentence =
      'titles.kinds.of.Series.length: is declared otherwise than in Movie, and what is stored has one meaning; declare both alike (a const that both name), or name one differently'
    expect(unlike(int(), string())).toEqual([sentence])
    expect(unlike(int({ min: 1 }), int({ min: 2 }))).toEqual([sentence])
    expect(unlike(oneOf(['a']), oneOf(['b']))).toEqual([sentence])
    expect(unlike(list(int()), list(string()))).toEqual([sentence])
    expect(unlike(object({ a: int() }), object({ a: int(), b: int() }))).toEqual([sentence])
    expect(unlike(ref('clips'), refsList('clips'))).toEqual([sentence])
    expect(unlike(string({ pattern: /a/ }), string({ pattern: /a/i }))).toEqual([sentence])
    expect(unlike(string({ can: { read: true } }), string())).toEqual([sentence])
  })

  it('are named as their enum prints its values, not as they are stored', () => {
    const fields = { type: oneOf({ Movie: 'film', Series: 'series' }) }
    expect(wrong({ by: 'type', of: { Movie: {}, Series: {} } }, fields)).toEqual([])
    expect(wrong({ by: 'type', of: { Movie: {}, film: {} } }, fields)).toEqual([
      'titles.kinds.by: "type" has no value "film". Known: Movie, Series.',
    ])
  })

  it('are told apart by a field that holds text and that somebody may read', () => {
    const of = { Movie: {} }
    expect(wrong({ by: 'year', of }, { year: int() })).toEqual([
      'titles.kinds.by: "year" is an integer between -2147483648 and 2147483647; kinds are told apart by a oneOf() or a string()',
    ])
    expect(
      wrong({ by: 'type', of }, { type: string({ can: { read: false } }), name: string() }),
    ).toEqual(['titles.kinds.by: nobody may read "type", so every item would be TitleOther'])
  })

  it('have names that nothing else prints', () => {
    const clash = (name: string, by: string) =>
      `titles.kinds.of.${name}: would print the type "${name}", and ${by} prints it too; name one of them differently`
    const named = (name: string) => wrong({ by: 'name', of: { [name]: {} } })
    expect(named('Title')).toEqual([clash('Title', 'titles')])
    expect(named('TitleWhere')).toEqual([clash('TitleWhere', 'titles')])
    expect(named('TitleType')).toEqual([clash('TitleType', 'titles.type')])
    expect(named('Query')).toEqual([
      'titles.kinds.of.Query: would print the type "Query", and GraphQL or the product itself has that name; name it differently',
    ])
    expect(named('Clip').join()).toContain('"Clip"')
    expect(named('TitleOther')).toEqual([
      'titles.kinds.of.TitleOther: is the type of what is of no known kind; name it differently',
    ])
  })

  it('have computed fields in common alone', () => {
    const computed = { length: { of: int(), from: () => 1 } }
    expect(
      wrong({ by: 'type', of: { Movie: { length: int() } } }, undefined, { computed }),
    ).toEqual([
      'titles.length: is declared under fields and under computed; name one of them differently',
    ])
  })
})
