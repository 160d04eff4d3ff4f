import { afterEach, describe, expect, it } from 'vitest'
import { authors, books, library, memoryConfig, project, type TestProject } from './project.ts'
import { refract } from './spawn.ts'

const made: TestProject[] = []
afterEach(() => made.splice(0).forEach((one) => one.remove()))
function folder(files: Readonly<Record<string, string>>): TestProject {
  const one = project(files)
  made.push(one)
  return one
}

describe('refract check', () => {
  it('finds nothing wrong with a folder without an index, and names what relies on the default rule', async () => {
    const { root } = folder(library)
    const { code, out, err } = await refract(['check', root])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^No mistakes\.\n/)
    expect(out).toContain('books.read')
    expect(out).not.toContain('authors.read')
  })

  it('reads an index, names of its own, JavaScript, and code from outside the folder', async () => {
    const { root } = folder({
      'refract.config.mjs': memoryConfig,
      'shared/limits.ts': `export const longest: number = 20\n`,
      'schema/index.ts': `export * as books from './book.js'\nexport * as authors from './people/authors.ts'\n`,
      'schema/book.js': books,
      'schema/people/authors.ts': authors
        .replace('string()', 'string({ max: longest })')
        .replace('\n', `\nimport { longest } from '../../shared/limits.ts'\n`),
      'schema/_draft.ts': 'broken here too',
      'schema/books.test.ts': 'not a module of the schema',
    })
    const { code, out, err } = await refract(['check', root])
    expect([err, code]).toEqual(['', 0])
    expect(out).toMatch(/^No mistakes\./)
  })

  it('prints every mistake with its file and field, and fails', async () => {
    const { root } = folder({
      ...library,
      'schema/books.ts': books
        .replace("ref('authors'", "ref('authos'")
        .replace("store: 'library'", "store: 'libary'"),
    })
    const { code, err } = await refract(['check', root])
    expect(code).toBe(1)
    expect(err).toMatch(/^schema\/books\.ts: books\.author: .*"authos".*"authors"/m)
    expect(err).toMatch(/^schema\/books\.ts: books.*: .*"libary".*"library"/m)
    expect(err).toMatch(/^schema\/authors\.ts: authors\.books: .*"authos"/m)
    expect(err).toMatch(/^\d mistakes$/m)
  })

  it('names every file that cannot be loaded, with line and reason', async () => {
    const index = ['syntax', 'throws', 'missing', 'wrong', 'good']
    const files = {
      ...library,
      'schema/syntax.ts': `import { collection } from 'refract'\n\nexport default collection('A', { store: 'library'\n  fields: {} })\n`,
      'schema/throws.ts': `interface Shape {\n  a: string\n}\n\nexport default collecton('B', {})\n`,
      'schema/missing.ts': `import { shared } from './nothing.ts'\nexport default shared\n`,
      'schema/wrong.ts': `import { collections } from 'refract'\n\nexport default collections('C', {})\n`,
      'schema/good.ts': books.replace('Book', 'Good'),
    }
    const expected = [
      /^schema\/syntax\.ts: line 4: Unexpected token/m,
      /^schema\/throws\.ts: line 5: collecton is not defined/m,
      /^schema\/missing\.ts: .*: imports "\.\/nothing\.ts", which is not there/m,
      /^schema\/wrong\.ts: line 3: "refract" has no "collections"/m,
      /^4 mistakes$/m,
    ]
    const listed = {
      ...files,
      'schema/index.ts': index.map((name) => `export * as ${name} from './${name}.ts'\n`).join(''),
    }
    for (const one of [files, listed]) {
      const { code, err } = await refract(['check', folder(one).root])
      expect(code).toBe(1)
      for (const line of expected) expect(err).toMatch(line)
      expect(err).not.toContain('good.ts')
    }
  })

  it('tells machines the same as JSON', async () => {
    const good = await refract(['check', folder(library).root, '--json'])
    expect([good.code, JSON.parse(good.out)]).toMatchObject([0, { ok: true, mistakes: [] }])
    const wrong = { ...library, 'schema/books.ts': books.replace("ref('authors'", "ref('authos'") }
    const bad = await refract(['check', folder(wrong).root, '--json'])
    const found = JSON.parse(bad.out) as { ok: boolean; mistakes: { file: string; at: string }[] }
    expect([bad.code, found.ok]).toEqual([1, false])
    expect(found.mistakes).toContainEqual(
      expect.objectContaining({ file: 'schema/books.ts', at: 'books.author' }),
    )
  })

  it('says what is missing in a folder that is no project', async () => {
    const { root } = folder({ 'readme.md': '' })
    const { code, err } = await refract(['check', root])
    expect(code).toBe(1)
    expect(err).toMatch(/^schema: there is no such folder; declare collections in it/)
    const nowhere = await refract(['check', `${root}/nowhere`])
    expect(nowhere.code).toBe(1)
  })

  it('says what is wrong with a configuration file', async () => {
    const cases: readonly [Record<string, string>, RegExp][] = [
      [
        { 'refract.config.ts': 'export const x = 1\n' },
        /^refract\.config\.ts: default: has no configuration/m,
      ],
      [
        { 'refract.config.ts': 'export default {\n  port: 1,,\n}\n' },
        /^refract\.config\.ts: line 2: /m,
      ],
      [
        { 'refract.config.mjs': memoryConfig },
        /is one of several: keep one of refract\.config\.mjs, refract\.config\.ts/,
      ],
    ]
    for (const [files, sentence] of cases) {
      const { code, err } = await refract(['check', folder({ ...library, ...files }).root])
      expect(code).toBe(1)
      expect(err).toMatch(sentence)
    }
  })

  it('reads .env of the folder, and the environment before it', async () => {
    const config = `import { config, env } from 'refract'\nexport default config({ stores: { library: env('LIBRARY') } })\n`
    const files = { ...library, 'refract.config.ts': config }
    const missing = await refract(['check', folder(files).root])
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('LIBRARY')])
    const dotted = folder({ ...files, '.env': 'LIBRARY=memory:\n' })
    expect((await refract(['check', dotted.root])).code).toBe(0)
    const wrong = folder({ ...files, '.env': 'LIBRARY=nosuch:\n' })
    expect((await refract(['check', wrong.root])).code).toBe(1)
    expect((await refract(['check', wrong.root], { LIBRARY: 'memory:' })).code).toBe(0)
  })
})
