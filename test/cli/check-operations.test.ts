import { afterEach, describe, expect, it } from 'vitest'
import * as product from 'refract'
import { check, type CheckFlags } from '../../src/cli/check.ts'
import { paintFor } from '../../src/cli/paint.ts'
import { authors, books, library, project, type TestProject } from './project.ts'
import { refract } from './spawn.ts'

const made: TestProject[] = []
afterEach(() => made.splice(0).forEach((one) => one.remove()))

const shelf = `query shelf($first: Int = 5) {
  books(first: $first) { nodes { ...Titled author { name } } }
}
`
const titled = 'fragment Titled on Book { id title }\n'
const people = `query people($where: AuthorWhere) {
  authors(where: $where, first: 10) {
    nodes { name books(first: 20) { totalCount nodes { title } } }
  }
}

query person($id: ID!) { author(id: $id) { name } }
`

type Flags = Omit<CheckFlags, 'operations'>

/** Runs `check` over operations in a folder of the project. */
async function checked(
  operations: Readonly<Record<string, string>>,
  flags: Flags = {},
  more: Readonly<Record<string, string>> = {},
) {
  const files = Object.entries(operations).map(([name, text]) => [`ops/${name}`, text] as const)
  const one = project({ ...library, ...Object.fromEntries(files), ...more })
  made.push(one)
  const { variables } = flags
  const own = variables === undefined ? {} : { variables: `${one.root}/${variables}` }
  const asked = { ...flags, ...own, operations: `${one.root}/ops` }
  const ran = await printed((terminal) => check(one.root, asked, terminal))
  const shorten = (text: string) => text.replaceAll(`${one.root}/`, '')
  return { code: ran.code, out: shorten(ran.out), err: shorten(ran.err) }
}

/** What a command prints on a terminal without colours. */
async function printed(command: (terminal: Parameters<typeof check>[2]) => Promise<number>) {
  const lines = { out: '', err: '' }
  const out = { write: (text: string) => (lines.out += text) }
  const err = { write: (text: string) => (lines.err += text) }
  const code = await command({
    product,
    out,
    err,
    paint: paintFor({ isTTY: false }, {}),
    variables: {},
    say: (line) => out.write(`${line}\n`),
    complain: (line) => err.write(`${line}\n`),
  })
  return { code, ...lines }
}

describe('refract check --operations', () => {
  it('prices each operation, with fragments of whichever file', async () => {
    const { code, out, err } = await checked({
      'shelf.graphql': shelf,
      'parts/titled.gql': titled,
      'people.graphql': people,
      'notes.md': 'query nothing {',
    })
    expect([err, code]).toEqual(['', 0])
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^ops\/people\.graphql:1: people: at most \d+ calls, 210 rows/),
      expect.stringMatching(/^ops\/people\.graphql:7: person: at most 1 call, 1 row/),
      expect.stringMatching(/^ops\/shelf\.graphql:1: shelf: at most 2 calls, 200 rows/),
      '3 operations within the limits.',
      '',
    ])
  })

  it('fails above --max-calls and --max-rows, with the costliest fields', async () => {
    const operations = { 'shelf.graphql': shelf, 'titled.graphql': titled }
    const calls = await checked(operations, { maxCalls: 1 })
    expect([calls.code, calls.out]).toEqual([1, ''])
    expect(calls.err.split('\n')).toEqual([
      'ops/shelf.graphql:1: shelf: may cost 2 store calls; at most 1 are allowed (--max-calls)',
      '  books               1 call  books, a page',
      '  books.nodes.author  1 call  authors by id, one batch for all',
      '1 operation over the limit',
      '',
    ])
    const rows = await checked(operations, { maxCalls: 2, maxRows: 199 })
    expect(rows.err).toContain('may cost 200 rows; at most 199 are allowed (--max-rows)')
    const enough = await checked(operations, { maxCalls: 2, maxRows: 200 })
    expect(enough.code).toBe(0)
  })

  it('fails above the configured limits, whatever the flags allow', async () => {
    const config = library['refract.config.ts'].replace(
      'stores: {',
      'limits: { calls: 1, pageMax: 500 },\n  stores: {',
    )
    const operations = { 'shelf.graphql': shelf, 'titled.graphql': titled }
    const { code, err } = await checked(
      operations,
      { maxCalls: 9 },
      {
        'refract.config.ts': config,
      },
    )
    expect(code).toBe(1)
    expect(err).toContain('may cost 2 store calls; at most 1 are allowed (limits.calls)')
    expect(err).not.toContain('rows;')
  })

  it('counts what @include and @skip may let through', async () => {
    const { out } = await checked({
      'a.graphql':
        'query a($x: Boolean!) { book(id: 1) { title author @include(if: $x) { name } same: author @skip(if: $x) { id books(first: 3) { nodes { id } } } } }',
      'b.graphql': '{ book(id: 1) { title author @skip(if: true) { name } } }',
    })
    expect(out).toMatch(/a\.graphql:1: a: at most 3 calls, 5 rows/)
    expect(out).toMatch(/b\.graphql:1: operation without a name: at most 1 call, 1 row/)
  })

  it('takes the costliest rules, as it does not know who will ask', async () => {
    const rule = `can: { read: some(role('staff'), every(role('member'), { author: { name: { eq: 'Jane Austen' } } })) },\n})`
    const ruled = books
      .replace('string }', 'every, role, some, string }')
      .replace(/\}\)\n$/, `${rule}\n`)
    const { out, err } = await checked(
      { 'a.graphql': '{ book(id: 1) { title } }' },
      {},
      {
        'schema/books.ts': ruled,
      },
    )
    expect([err, out]).toEqual(['', expect.stringMatching(/at most 2 calls, 1 row/)])
  })

  it('prints everything for programs with --json', async () => {
    const operations = { 'shelf.graphql': shelf, 'titled.graphql': titled }
    const { code, out, err } = await checked(operations, { maxCalls: 1, json: true })
    expect([code, err]).toEqual([1, ''])
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      mistakes: [],
      operations: [
        {
          file: expect.stringMatching(/ops\/shelf\.graphql$/),
          line: 1,
          name: 'shelf',
          static: { calls: 2, rows: 200, steps: [{ at: 'books', calls: 1, rows: 100 }, {}] },
          exact: [],
          over: [
            {
              figure: 'calls',
              bound: 2,
              max: 1,
              by: '--max-calls',
              variables: null,
              costliest: [{ at: 'books' }, { at: 'books.nodes.author' }],
            },
          ],
        },
      ],
    })
  })
})

describe('refract check --operations --variables', () => {
  const operations = { 'people.graphql': people, 'shelf.graphql': shelf, 'titled.graphql': titled }
  const withVariables = (
    values: unknown,
    flags: Flags = {},
    of: Readonly<Record<string, string>> = operations,
  ) =>
    checked(
      of,
      { ...flags, variables: 'variables.json' },
      {
        'variables.json': typeof values === 'string' ? values : JSON.stringify(values),
      },
    )

  it('prices each set of variables, which then decides', async () => {
    const values = {
      people: { where: { books: { some: { title: { eq: 'Emma' } } } } },
      person: { id: '1' },
      shelf: [{ first: 3 }, {}, { first: 40 }],
    }
    const fine = await withVariables(values)
    expect([fine.err, fine.code]).toEqual(['', 0])
    expect(fine.out).toMatch(/people: at most 3 calls, 210 rows.* \(whatever the variables: \d+ ca/)
    expect(fine.out).toMatch(/shelf with shelf\[0\]: at most 2 calls, 6 rows/)
    expect(fine.out).toMatch(/shelf with shelf\[1\]: at most 2 calls, 10 rows/)
    expect(fine.out).toMatch(/shelf with shelf\[2\]: at most 2 calls, 80 rows/)
    const over = await withVariables(values, { maxRows: 210, maxCalls: 2 })
    expect(over.code).toBe(1)
    expect(over.err).toContain(
      'people: may cost 3 store calls with people; at most 2 are allowed (--max-calls)',
    )
    expect(over.err).not.toContain('shelf')
  })

  it('takes one object for the only operation, named or not', async () => {
    const one = { 'a.graphql': 'query ($n: Int) { books(first: $n) { nodes { id } } }' }
    const two = { 'a.graphql': 'query n($n: Int) { books(first: $n) { nodes { id } } }' }
    const three = { 'a.graphql': 'query named($n: Int) { books(first: $n) { nodes { id } } }' }
    for (const values of [{ n: 7 }, [{ n: 7 }]])
      for (const file of [one, two, three]) {
        const { out, err } = await withVariables(values, {}, file)
        expect([err, out]).toEqual(['', expect.stringContaining('at most 1 call, 7 rows')])
      }
    const named = await withVariables({ named: { n: 7 } }, {}, three)
    expect(named.out).toContain('at most 1 call, 7 rows')
  })

  it('finds every mistake in them', async () => {
    const { code, err } = await withVariables({
      people: { where: { name: { equals: 'x' } }, wher: {} },
      shelf: [{ first: 'many' }, { first: 101 }, 5],
      shelv: {},
    })
    expect(code).toBe(1)
    expect(err.split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^variables\.json: people: the operation has no variable "\$wher"\. Did you mean "where"\?$/,
        ),
        expect.stringMatching(/^variables\.json: people: where\.name.*"equals" is not defined/),
        expect.stringMatching(/^variables\.json: shelf\[0\]: first: Int cannot represent/),
        expect.stringMatching(
          /^variables\.json: shelf\[1\]: books\.first: 101 is not between 0 and 100$/,
        ),
        expect.stringMatching(/^variables\.json: shelf\[2\]: must be an object/),
        expect.stringMatching(/^variables\.json: shelv: no operation.*Did you mean "shelf"\?$/),
        expect.stringMatching(/^variables\.json: person: has no values; it needs \$id$/),
        '7 mistakes',
      ]),
    )
  })

  it('says what is wrong with the file itself', async () => {
    expect((await withVariables('{')).err).toMatch(/^variables\.json: is not JSON: /m)
    expect((await withVariables('7')).err).toMatch(/^variables\.json: must hold an object/m)
    const missing = await checked(operations, { variables: 'none.json' })
    expect(missing.err).toMatch(/^none\.json: there is no such file$/m)
  })
})

describe('operations with mistakes', () => {
  it('are all named, with file and line', async () => {
    const { code, out, err } = await checked({
      'broken.graphql': '\n\nquery broken { books {',
      'unknown.graphql': `query unknown {\n  books { nodes { titel ...Titled ...Titeld } }\n  bokks { totalCount }\n}\n`,
      'titled.graphql': `${titled}fragment Unused on Author {\n  nom\n}\n`,
      'twice.graphql': `query shelf { book(id: 1) { id } }\n${titled}`,
      'shelf.graphql': 'query shelf { book(id: 2) { id } }',
      'nameless.graphql': '{ book(id: 3) { id } }\nquery other { book(id: 4) { id } }',
      'types.graphql': 'type A { b: Int }\nquery types { book(id: 5) { id } }',
      'schema.graphql': 'type Query { books: Int }',
      'write.graphql': 'mutation write { deleteBook(id: 1) { id } }',
      'deep.graphql': `query deep { books { nodes { ${'author { books { nodes { '.repeat(9)} id ${'} } } '.repeat(9)} } } }`,
    })
    expect(code).toBe(1)
    expect(out).toContain('ops/nameless.graphql:2: other: at most 1 call')
    const lines = err.trimEnd().split('\n')
    for (const line of [
      /^ops\/broken\.graphql:3: not GraphQL: Syntax Error: .*<EOF>/,
      /^ops\/unknown\.graphql:2: unknown: Cannot query field "titel".*"title"/,
      /^ops\/unknown\.graphql:2: unknown: No file has the fragment "Titeld"\. Did you mean "Titled"\?$/,
      /^ops\/unknown\.graphql:3: unknown: Cannot query field "bokks".*"books"/,
      /^ops\/titled\.graphql:3: fragment Unused: Cannot query field "nom"/,
      /^ops\/titled\.graphql:1: fragment Titled: the name is taken|^ops\/twice\.graphql:2: fragment Titled: the name is taken by ops\/titled\.graphql:1$/,
      /^ops\/twice\.graphql:1: shelf: the name is taken by ops\/shelf\.graphql:1$/,
      /^ops\/nameless\.graphql:1: query without a name: stands in a file with others/,
      /^ops\/types\.graphql:1: ObjectTypeDefinition: defines a type of the schema/,
      /^ops\/write\.graphql:1: write: The schema has no mutations$/,
      /^ops\/deep\.graphql:1: deep: .* levels deep; at most 12 are allowed$/,
    ])
      expect(lines).toContainEqual(expect.stringMatching(line))
    expect(lines.at(-1)).toBe('11 mistakes')
    expect(err).not.toContain('schema.graphql')
  })

  it('are told apart from mistakes in the declarations, which come first', async () => {
    const wrong = authors.replace("reverse: 'author'", "reverse: 'autor'")
    const { code, err } = await checked(
      { 'a.graphql': '{ nothing }' },
      {},
      {
        'schema/authors.ts': wrong,
      },
    )
    expect(code).toBe(1)
    expect(err).toContain('autor')
    expect(err).not.toContain('nothing')
  })

  it('are missed where there is none at all', async () => {
    const none = await checked({ 'readme.md': '' })
    expect([none.code, none.err]).toEqual([1, 'ops: holds no .graphql or .gql file\n1 mistake\n'])
    const fragments = await checked({ 'titled.graphql': titled })
    expect([fragments.code, fragments.err]).toEqual([1, 'ops: holds no operation\n1 mistake\n'])
    const { root } = made[0] ?? project(library)
    const nowhere = await printed((terminal) =>
      check(root, { operations: 'no-such-folder' }, terminal),
    )
    expect([nowhere.code, nowhere.err]).toEqual([
      1,
      'no-such-folder: there is no such folder\n1 mistake\n',
    ])
  })
})

describe('flags of refract check', () => {
  it('come from the command line', async () => {
    const one = project({ ...library, 'ops/a.graphql': '{ book(id: 1) { title } }' })
    made.push(one)
    const words = ['check', one.root, '--operations', `${one.root}/ops`, '--max-calls', '0']
    const { code, out, err } = await refract([...words, '--max-rows', '0'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/at most 0 are allowed \(--max-calls\)[^]*0 are allowed \(--max-rows\)/)
  })

  it('are refused without --operations, and where they are no numbers', async () => {
    const alone = await refract(['check', '--max-calls', '5'])
    expect([alone.code, alone.err]).toEqual([
      2,
      'error: --variables, --max-calls and --max-rows need --operations <folder>\n',
    ])
    const words = await refract(['check', '--operations', 'x', '--max-calls', 'few'])
    expect([words.code, words.err]).toEqual([2, expect.stringContaining('Write a whole number')])
  })
})
