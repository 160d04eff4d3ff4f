import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ask, books, library, memoryConfig, project, type TestProject } from './project.ts'
import { refract, spawnRefract, type Spawned } from './spawn.ts'

const made: { remove(): void }[] = []
const running: Spawned[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
  made.splice(0).forEach((one) => one.remove())
})
function folder(files: Readonly<Record<string, string>>): TestProject {
  const one = project(files)
  made.push(one)
  return one
}
function start(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Spawned {
  const one = spawnRefract(['start', ...words], variables)
  running.push(one)
  return one
}

const titles = '{ books { nodes { title author { name } } } }'
const emma = { data: { books: { nodes: [{ title: 'Emma', author: { name: 'Jane Austen' } }] } } }

describe('refract start', () => {
  it('serves a folder, and prints the address and the stores', async () => {
    const server = start([folder(library).root], { PORT: '0' })
    const url = await server.url()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await ask(url, titles)).toEqual(emma)
    await server.printed(/library {2}memory {2}open {2}authors 1, books 1/)
    expect(server.out()).not.toContain('GraphiQL')
    const escape = String.fromCharCode(27)
    expect(server.out() + server.err()).not.toContain(escape)
  })

  it('hides what helps to explore unless the configuration says otherwise', async () => {
    const open = memoryConfig.replace(
      'config({',
      'config({ graphiql: true, introspection: true, suggestions: true, plan: true,',
    )
    const closed = start([folder(library).root], { PORT: '0' })
    const shown = start([folder({ ...library, 'refract.config.ts': open }).root], { PORT: '0' })
    const seen = async (url: string) => {
      const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
      const texts = [page.headers.get('content-type')?.startsWith('text/html') ?? false]
      for (const query of [
        '{ __schema { __typename } }',
        '{ bookz { id } }',
        '{ books { totalCount } }',
      ]) {
        const text = JSON.stringify(await ask(url, query))
        texts.push(/"__schema":\{|Did you mean|"plan"/.test(text))
      }
      return texts
    }
    expect(await seen(await closed.url())).toEqual([false, false, false, false])
    expect(await seen(await shown.url())).toEqual([true, true, true, true])
    await shown.printed(/GraphiQL {2}http/)
  })

  it('listens where flags, then the environment, then the configuration say', async () => {
    const config = memoryConfig.replace('config({', "config({ port: 1, host: 'localhost',")
    const { root } = folder({ ...library, 'refract.config.ts': config })
    const byFlag = start([root, '--port', '0', '--host', '127.0.0.1'], { PORT: '2', HOST: '::1' })
    expect(await byFlag.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d{4,}$/)
    const byEnvironment = start([root], { PORT: '0', HOST: '0.0.0.0' })
    expect(await byEnvironment.url()).toMatch(/^http:\/\/localhost:\d{4,}$/)
  })

  it('refuses what is no port or host, in sentences', async () => {
    const { root } = folder(library)
    const { code, err } = await refract(['start', root, '--host', 'a b'], { PORT: '70000' })
    expect(code).toBe(1)
    expect(err).toContain(
      'PORT: "70000" is no port: give a whole number from 0 (any free one) to 65535',
    )
    expect(err).toContain('--host: "a b" is no host')
    expect((await refract(['start', root, '-p', '4e3'])).err).toContain('--port: "4e3" is no port')
  })

  it('says that the port is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, err } = await refract(['start', folder(library).root], { PORT: String(port) })
    other.close()
    expect(code).toBe(1)
    expect(err).toContain(
      `127.0.0.1:${port}: something else listens there. Stop it, or choose another port`,
    )
    expect(err).not.toMatch(/at .*\.(?:ts|js):\d/)
  })

  it('says every mistake instead of starting', async () => {
    const wrong = { ...library, 'schema/books.ts': books.replace("ref('authors'", "ref('authos'") }
    const { code, out, err } = await refract(['start', folder(wrong).root], { PORT: '0' })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('schema/books.ts: books.author: ')
  })

  it('uses a connector of the folder', async () => {
    const { root } = folder({
      ...library,
      'connectors/odd.ts': `import type { Connector } from 'refract'
const rows: readonly { id: number; title: string }[] = [{ id: 7, title: 'From the connector' }]
export default {
  name: 'odd',
  schemes: ['odd'],
  open: async () => ({
    collection: async () => ({
      connector: 'odd',
      byIds: async (ids) => ids.map((id) => rows.find((row) => String(row.id) === String(id)) ?? null),
      find: async ({ filter }) => ({ rows, more: false, rest: { filter, sort: true, page: true } }),
    }),
    close: async () => {},
  }),
} as Connector
`,
      'schema/books.ts': books.replace("store: 'library'", "store: 'odd:shelf'"),
    })
    const server = start([root], { PORT: '0' })
    const answer = await ask(await server.url(), '{ books { nodes { id title } } }')
    expect(answer).toEqual({
      data: { books: { nodes: [{ id: '7', title: 'From the connector' }] } },
    })
  })
})

const slowConnector = `export default {
  name: 'slow',
  schemes: ['slow'],
  open: async () => ({
    collection: async () => ({
      connector: 'slow',
      byIds: async (ids) => ids.map(() => null),
      find: async () => {
        console.log('reading')
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        return { rows: [], more: false, total: 0 }
      },
    }),
    close: async () => console.log('store closed'),
  }),
}
`
const slowProject = {
  ...library,
  'connectors/slow.js': slowConnector,
  'schema/books.ts': books.replace("store: 'library'", "store: 'slow:'"),
}

/** Waits until new connections are refused: a moment after the signal. */
async function refused(url: string): Promise<void> {
  for (const until = Date.now() + 5_000; Date.now() < until;) {
    const answered = await fetch(`${url}/health`).catch(() => null)
    if (answered === null) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('connections are still accepted')
}

describe('a signal', () => {
  it('loses no request that was sent before it', async () => {
    const server = start([folder(slowProject).root], { PORT: '0' })
    const url = await server.url()
    const sent = Array.from({ length: 50 }, () => ask(url, '{ books { totalCount } }'))
    await server.printed(/reading/)
    server.signal('SIGTERM')
    const answers = await Promise.all(sent)
    expect(
      answers.filter((one) => JSON.stringify(one) === '{"data":{"books":{"totalCount":0}}}'),
    ).toHaveLength(50)
    expect(await server.ended()).toBe(0)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: what is in flight ends, new connections are refused, the stores are closed, the code is 0',
    async (signal) => {
      const server = start([folder(slowProject).root], { PORT: '0' })
      const url = await server.url()
      const slow = ask(url, '{ books { totalCount } }')
      await server.printed(/reading/)
      server.signal(signal)
      await server.printed(/finishing what is in flight/)
      await refused(url)
      expect(await slow).toEqual({ data: { books: { totalCount: 0 } } })
      expect(await server.ended()).toBe(0)
      expect(server.out()).toContain('store closed')
    },
  )

  it('a second time ends it at once', async () => {
    const server = start([folder(slowProject).root], { PORT: '0' })
    const slow = ask(await server.url(), '{ books { totalCount } }').catch(() => 'cut off')
    await server.printed(/reading/)
    server.signal('SIGTERM')
    await server.printed(/finishing what is in flight/)
    server.signal('SIGTERM')
    expect(await server.ended()).not.toBe(0)
    expect(await slow).toBe('cut off')
    expect(server.out()).not.toContain('store closed')
  })

  it('lets an idle server end at once, though a client keeps its connection', async () => {
    const server = start([folder(library).root], { PORT: '0' })
    await ask(await server.url(), titles)
    const started = performance.now()
    server.signal('SIGTERM')
    expect(await server.ended()).toBe(0)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
