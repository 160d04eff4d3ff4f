import { describe, expect, it } from 'vitest'
import { fixture, typed } from './program.ts'

const library = fixture('library')
const checks = { ...library, ...fixture('checks') }

describe('types of declarations', () => {
  it('are what the checks say', () => {
    expect(typed(checks).mistakes()).toEqual([])
  })

  it('can be written into declaration files', () => {
    expect(typed(checks).unwritable()).toEqual([])
  })

  it('show short names on hover', () => {
    expect(typed(checks).hover('checks.ts', 'hovered')).toBe(
      '(items: Items) => Promise<Item<"books"> | null>',
    )
  })

  it('refuse what is wrong, where it stands', () => {
    const { 'typos.ts': text = '' } = fixture('mistakes')
    const expected = text.split('\n').flatMap((line, at) => {
      const [, sentence] = line.split('// mistake: ')
      return sentence === undefined ? [] : [[`typos.ts:${at + 1}`, sentence] as const]
    })
    const found = typed({ ...library, 'typos.ts': text }).mistakes(['typos.ts'])
    expect(found.map((mistake) => mistake.split(' ')[0])).toEqual(expected.map(([place]) => place))
    for (const [at, [, sentence]] of expected.entries()) expect(found[at]).toContain(sentence)
  })
})

describe('names of collections', () => {
  it('are any text without a registered schema', () => {
    const { 'books.ts': books = '' } = library
    const alone = {
      'books.ts': `${books}\nimport type { Name } from 'refract'\nexport const any: Name = 'whatever' as string\n`,
    }
    expect(typed(alone).mistakes()).toEqual([])
  })

  it('are offered by the editor at ref and refsList', () => {
    for (const builder of ['ref', 'refsList']) {
      const draft = `import { collection, ${builder} } from 'refract'
export default collection('Draft', { store: 'library', fields: { link: ${builder}('|') } })
`
      expect(typed({ ...library, 'draft.ts': draft }).completions('draft.ts')).toEqual([
        'authors',
        'books',
        'reports',
        'users',
      ])
    }
  })

  it('are offered while the index lists the very file', () => {
    const { 'index.ts': index = '' } = library
    const draft = `import { collection, ref } from 'refract'
export default collection('Draft', { store: 'library', fields: { link: ref('|') } })
`
    const sources = {
      ...library,
      'index.ts': `export * as drafts from './draft.ts'\n${index}`,
      'draft.ts': draft,
    }
    expect(typed(sources).completions('draft.ts')).toContain('drafts')
  })
})

describe('the gateway', () => {
  const withReverse = (file: string, from: string, to: string) =>
    typed({ ...library, [file]: (library[file] ?? '').replace(from, to) })
      .mistakes(['gateway.ts', file])
      .join('\n')

  it('names a reverse that is not there', () => {
    expect(withReverse('books.ts', "reverse: 'books'", "reverse: 'boks'")).toContain(
      '"books.author: \\"authors\\" has no field \\"boks\\""',
    )
  })

  it('names a reverse that is no link', () => {
    expect(withReverse('books.ts', "reverse: 'books'", "reverse: 'name'")).toContain(
      '"books.author: the reverse \\"authors.name\\" is not a ref"',
    )
  })

  it('names a deeper reverse that is not there', () => {
    expect(withReverse('users.ts', "'loan.user'", "'loan.usr'")).toContain(
      '"users.loans: \\"books\\" has no field \\"loan.usr\\""',
    )
  })

  it('names a wrong link inside an object', () => {
    expect(withReverse('books.ts', "reverse: 'loans'", "reverse: 'loanz'")).toContain(
      '"books.loan.user: \\"users\\" has no field \\"loanz\\""',
    )
  })

  it('names a wrong link inside a list of objects', () => {
    expect(
      withReverse(
        'users.ts',
        "ref('books', { required: true }), note: string() })",
        "ref('books', { reverse: 'wishers' }), note: string() })",
      ),
    ).toContain('"users.wishes.book: \\"books\\" has no field \\"wishers\\""')
  })

  it('names a link to a module without a collection', () => {
    expect(
      withReverse('books.ts', "ref('users', { reverse: 'loans' })", "ref('reports')"),
    ).toContain('"books.loan.user: no collection \\"reports\\""')
  })
})
