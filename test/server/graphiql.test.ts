import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spawnRefract, type Spawned } from '../cli/spawn.ts'
import { root } from '../support/source.ts'
import { run, type Running } from './fixture.ts'

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the page', () => {
  let server: Running
  beforeAll(async () => {
    server = await run({ config: { graphiql: { title: '<b>Books & more</b>' } } })
  })
  afterAll(() => server.stop())

  it('is small, has its title, and names only its own files', async () => {
    const page = await server.get('/graphql', html)
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ])
    expect(page.text.length).toBeLessThan(2_000)
    expect(page.text).toContain('<title>&#60;b&#62;Books &#38; more&#60;/b&#62;</title>')
    expect(page.text).not.toMatch(/https?:|<script>/)
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self';/,
    )
    expect(page.headers.get('x-frame-options')).toBe('DENY')
  })

  it('comes compressed once and is not sent again while it has not changed', async () => {
    const page = await server.get('/graphql', html)
    const etag = page.headers.get('etag') ?? ''
    expect((await server.get('/graphql', { ...html, 'if-none-match': etag })).status).toBe(304)
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => String(path))
    expect(files).toHaveLength(3)
    for (const path of files) {
      const packed = await fetch(`${server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } })
      expect(packed.headers.get('content-encoding')).toBe('gzip')
      expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      const plain = await fetch(`${server.url}${path}`, {
        headers: { 'accept-encoding': 'gzip;q=0' },
      })
      expect(plain.headers.get('content-encoding')).toBeNull()
      expect(await plain.text()).toBe(await packed.text())
    }
  })

  it('weighs less than 3 MB on the wire', async () => {
    const page = await server.get('/graphql', html)
    const script = /src="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const reply = await fetch(`${server.url}${script}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(Number(reply.headers.get('content-length'))).toBeLessThan(3_000_000)
  })

  it('is not served to programs, nor other files beside its own', async () => {
    expect(
      (await server.get('/graphql?query={__typename}', { accept: '*/*' })).json.data,
    ).toBeDefined()
    for (const path of ['/graphiql/', '/graphiql/x.js', '/graphiql', '/graphiql/../package.json']) {
      expect((await server.get(path)).status).toBe(404)
    }
  })

  it('is there in development, and elsewhere only when asked for', async () => {
    for (const [setup, there] of [
      [{}, false],
      [{ dev: true }, true],
      [{ config: { graphiql: true } }, true],
      [{ dev: true, config: { graphiql: false } }, false],
    ] as const) {
      const other = await run(setup)
      const page = await other.get('/graphql', html)
      expect(page.headers.get('content-type')?.startsWith('text/html')).toBe(there)
      if (!there) expect(page.json.errors?.[0]?.message).toContain('GraphiQL is off here')
      await other.stop()
    }
  })

  it('brings a query that answers where the configuration has none', async () => {
    const page = await server.get('/graphql', html)
    const path = /src="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const reply = await fetch(`${server.url}${path}`, {
      headers: { 'accept-encoding': 'identity' },
    })
    const script = await reply.text()
    const options = /renderYogaGraphiQL\([^{]*(\{.*\}),?\s*\);\s*$/s.exec(script)?.[1] ?? ''
    const { defaultQuery } = JSON.parse(options) as { readonly defaultQuery: string }
    const answer = await server.post({ query: defaultQuery })
    expect(answer.json.errors).toBeUndefined()
    expect(answer.json.data).toHaveProperty('authors.nodes')
  })
})

const executable = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync)
if (!executable) console.log('GraphiQL in a browser: skipped, there is no Chromium here')

describe.skipIf(!executable)('GraphiQL in a browser, over the demo', () => {
  let server: Spawned
  let browser: Browser
  beforeAll(async () => {
    server = spawnRefract(['start', root], { PORT: '0' })
    browser = await chromium.launch({
      executablePath: executable ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  it('runs the default query, shows data, and asks nothing of the outside', async () => {
    const url = await server.url()
    const page = await browser.newPage({ viewport: { width: 1_400, height: 900 } })
    const requests: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))

    await page.goto(`${url}/graphql`)
    await page.waitForSelector('.graphiql-execute-button', { timeout: 45_000 })
    await page.getByText('Headers', { exact: true }).first().click()
    await page.click('.graphiql-execute-button')
    const shown = await answerOf(page)
    await page.screenshot({ path: join(tmpdir(), 'refract-graphiql.png') })

    expect(shown).toContain('totalCount')
    expect(shown).not.toContain('"errors"')
    expect(await page.title()).toBe('Refract: the library')
    expect(complaints).toEqual([])
    const outside = requests.filter(
      (address) => !address.startsWith(url) && !/^(?:blob|data):/.test(address),
    )
    expect(outside).toEqual([])
    expect(requests.length).toBeGreaterThanOrEqual(4)
  })
})

/** The text of the answer, once there is one; the editor draws spaces as no-break spaces. */
async function answerOf(page: Page): Promise<string> {
  const pane = page.locator('section.result-window')
  await pane.getByText('data', { exact: false }).first().waitFor({ timeout: 20_000 })
  return ((await pane.textContent()) ?? '').replaceAll('\u00a0', ' ')
}
