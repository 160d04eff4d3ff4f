import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ask, authors, books, library, memoryConfig, project, type TestProject } from './project.ts'
import { spawnRefract, type Spawned } from './spawn.ts'

const made: TestProject[] = []
const running: Spawned[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
  made.splice(0).forEach((one) => one.remove())
})
async function dev(files: Readonly<Record<string, string>>) {
  const folder = project(files)
  made.push(folder)
  const server = spawnRefract(['dev', folder.root], { PORT: '0' })
  running.push(server)
  return { folder, server, url: await server.url() }
}

/** Asks until the answer is as expected, so that the test waits for the reload and for nothing else. */
async function eventually(url: string, query: string, expected: RegExp): Promise<string> {
  let text = ''
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    text = JSON.stringify(await ask(url, query))
    if (expected.test(text)) return text
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(
    `never answered ${expected}: ${text}\n${running.map((one) => one.out() + one.err()).join('\n')}`,
  )
}

const withPages = books
  .replace('fields: {', 'fields: { pages: int(),')
  .replace('ref, ', 'int, ref, ')

describe('refract dev', () => {
  it('explores: GraphiQL, introspection and plans are on', async () => {
    const { url, server } = await dev(library)
    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await ask(url, '{ __schema { queryType { name } } }')).toHaveProperty('data.__schema')
    expect(await ask(url, '{ books { totalCount } }')).toHaveProperty('extensions.plan')
    await server.printed(/GraphiQL {2}http/)
  })

  it('reloads a saved file, keeps serving while one is broken, and says what is wrong', async () => {
    const { folder, server, url } = await dev(library)
    expect(await ask(url, '{ books { nodes { pages } } }')).toHaveProperty('errors')

    folder.write('schema/books.ts', withPages)
    await eventually(url, '{ books { nodes { pages } } }', /"pages":null/)
    const [, ms] = await server.printed(/reloaded in (\d+) ms/)
    expect(Number(ms)).toBeLessThan(5_000)

    folder.write('schema/books.ts', `${withPages}}}`)
    await server.printed(/schema\/books\.ts: line \d+: Unexpected token/)
    await server.printed(/The schema from before keeps serving/)
    await eventually(url, '{ books { nodes { pages } } }', /"pages":null/)

    folder.write('schema/books.ts', books.replace("ref('authors'", "ref('authos'"))
    await server.printed(/schema\/books\.ts: books\.author: .*"authos"/)
    expect(await ask(url, '{ books { nodes { pages } } }')).not.toHaveProperty('errors')

    folder.write('schema/books.ts', books.replace('title: string()', 'name: string()'))
    await eventually(url, '{ books { nodes { name } } }', /"name":null/)
  })

  it('waits for the first save that mends a project which was broken from the start', async () => {
    const folder = project({ ...library, 'schema/books.ts': `${books}}}` })
    made.push(folder)
    const server = spawnRefract(['dev', folder.root], { PORT: '0' })
    running.push(server)
    await server.printed(/schema\/books\.ts: line \d+/)
    await server.printed(/Save a file to try again/)
    folder.write('schema/books.ts', books)
    expect(await ask(await server.url(), '{ books { totalCount } }')).toHaveProperty('data.books')
  })

  it('sees files that come and go, the configuration, and code imported from elsewhere', async () => {
    const shared = `export const described = 'one'\n`
    const { folder, url } = await dev({
      ...library,
      'shared/words.ts': shared,
      'schema/authors.ts': `import { described } from '../shared/words.ts'\n${authors.replace("store: 'library',", "store: 'library', description: described,")}`,
    })
    const description = '{ __type(name: "Author") { description } }'
    expect(JSON.stringify(await ask(url, description))).toContain('one')
    folder.write('shared/words.ts', shared.replace('one', 'two'))
    await eventually(url, description, /two/)

    folder.write(
      'schema/shelves.ts',
      books.replace('Book', 'Shelf').replace(/, author: ref.*?\}\)/, ''),
    )
    await eventually(url, '{ shelves { totalCount } }', /"totalCount":0/)
    rmSync(join(folder.root, 'schema/shelves.ts'))
    await eventually(url, '{ shelves { totalCount } }', /Cannot query field/)

    folder.write('refract.config.ts', memoryConfig.replace("title: 'Emma'", "title: 'Persuasion'"))
    await eventually(url, '{ books { nodes { title } } }', /Persuasion/)
  })

  it('loses no request while it swaps', async () => {
    const { folder, server, url } = await dev(library)
    const saving = new AbortController()
    const asking = Array.from({ length: 4 }, async () => {
      const answers: unknown[] = []
      while (!saving.signal.aborted) answers.push(await ask(url, '{ books { nodes { title } } }'))
      return answers
    })
    for (let round = 0; round < 5; round++) {
      folder.write('schema/books.ts', round % 2 ? books : withPages)
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    await server.printed(/reloaded/)
    saving.abort()
    const answers = (await Promise.all(asking)).flat()
    expect(answers.length).toBeGreaterThan(20)
    for (const answer of answers) {
      expect(answer).toMatchObject({ data: { books: { nodes: [{ title: 'Emma' }] } } })
      expect(answer).not.toHaveProperty('errors')
    }
  })

  it('ends with 0 when it is told to', async () => {
    const { server } = await dev(library)
    server.signal('SIGINT')
    expect(await server.ended()).toBe(0)
  })
})
