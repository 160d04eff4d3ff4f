import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refract, spawnRefract, type Spawned } from '../cli/spawn.ts'
import { restStub, type RestStub } from '../../examples/brain/rest-stub/server.ts'
import { describeMongo } from '../servers/mongodb.ts'
import { root } from '../support/source.ts'
import { folder } from './brain.ts'
import { answers, pages, type Page } from './brain-queries.ts'

/*
 * The example as its users start it: `npx refract start examples/brain`
 *
 * 20  moments do not depend on the time zone of the machine
 */

const run = promisify(execFile)
const jiti = join(root, 'node_modules/jiti/lib/jiti-cli.mjs')
const names = Object.keys(pages) as (keyof typeof pages)[]

describe.each(['Asia/Jerusalem', 'UTC'])('the example, started in %s', (TZ) => {
  let server: Spawned
  let url: string
  beforeAll(async () => {
    server = spawnRefract(['start', folder], { PORT: '0', TZ })
    url = await server.url()
  })
  afterAll(() => server.stop())

  it.each(names)('answers within its calls: %s', async (name) => {
    const page: Page = pages[name]
    const { data, errors, extensions } = await ask(url, page)
    expect(errors).toBeUndefined()
    expect(data).toEqual(answers[name])
    expect(extensions.plan.used.calls).toBeLessThanOrEqual(page.calls)
    expect(extensions.plan.bound.static.calls).toBeGreaterThanOrEqual(extensions.plan.used.calls)
  })

  it('says that its stores are open', async () => {
    await server.printed(/snapshots {2}yaml {2}open {2}snapshots 1049/)
  })
})

describe('the example over REST, started in Asia/Jerusalem', () => {
  let stub: RestStub
  let server: Spawned
  beforeAll(async () => {
    stub = await restStub()
    server = spawnRefract(['start', folder], {
      PORT: '0',
      TZ: 'Asia/Jerusalem',
      BRAIN: 'rest',
      BRAIN_URL: stub.url,
    })
  })
  afterAll(async () => {
    await server.stop()
    await stub.close()
  })

  it.each(['users', 'user card', 'snapshot detail', 'overview'] as const)(
    'answers alike: %s',
    async (name) => {
      const { data, errors } = await ask(await server.url(), pages[name])
      expect(errors).toBeUndefined()
      expect(data).toEqual(answers[name])
    },
  )
})

await describeMongo('the example over MongoDB, filled by its generator', ({ url }) => {
  beforeAll(async () => {
    await run(process.execPath, [jiti, join(folder, 'data/generate.ts'), url])
  })

  it.each(['brainstorm', 'cortex'])('answers at the first request: %s', async (BRAIN) => {
    const server = spawnRefract(['start', folder], { PORT: '0', BRAIN, MONGODB_URL: url })
    const { data, errors } = await ask(await server.url(), pages['snapshot detail'])
    await server.stop()
    expect(errors).toBeUndefined()
    expect(data).toEqual(answers['snapshot detail'])
  })
})

describe('refract check', () => {
  it.each(['yaml', 'memory', 'brainstorm', 'cortex', 'rest', 'rest-of-all'])(
    'finds no mistake in the variant %s',
    async (BRAIN) => {
      expect(await refract(['check', folder], { BRAIN })).toMatchObject({ code: 0 })
    },
  )

  it('names the variants where there is none of that name', async () => {
    const { code, err } = await refract(['check', folder], { BRAIN: 'oracle' })
    expect(code).not.toBe(0)
    expect(err).toContain(
      'BRAIN is "oracle"; it can be yaml, memory, brainstorm, cortex, rest, rest-of-all',
    )
  })
})

interface Answered {
  readonly data?: unknown
  readonly errors?: unknown
  readonly extensions: {
    readonly plan: {
      readonly used: { readonly calls: number }
      readonly bound: { readonly static: { readonly calls: number } }
    }
  }
}

async function ask(url: string, { query, variables }: Page): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as Answered
}
