import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, type Running } from './fixture.ts'

let server: Running
beforeAll(async () => {
  server = await run({ config: { limits: { bodyBytes: 10_000 } } })
})
afterAll(() => server.stop())

const body = '{"query":"{ __typename }"}'

/** Writes bytes and answers what came back until the server ended the connection. */
async function exchange(...pieces: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  let text = ''
  socket.on('data', (data) => (text += data.toString()))
  socket.on('error', () => {})
  for (const piece of pieces) {
    socket.write(piece)
    await wait(20)
  }
  if (!socket.closed) await once(socket, 'close')
  return text
}

const head = (...lines: readonly string[]) =>
  [
    'POST /graphql HTTP/1.1',
    'host: x',
    'content-type: application/json',
    'connection: close',
    ...lines,
    '',
    '',
  ].join('\r\n')

const statusOf = (text: string) => Number(text.slice(9, 12))

describe('a raw connection', () => {
  it('is answered', async () => {
    const text = await exchange(head(`content-length: ${body.length}`) + body)
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(text).toContain('{"data":{"__typename":"Query"}}')
  })

  it('with a length that is too small has a body that is no JSON', async () => {
    expect(statusOf(await exchange(head('content-length: 10') + body))).toBe(400)
  })

  it('with a length above the limit is refused before the body came, and closed', async () => {
    expect(statusOf(await exchange(head('content-length: 300000')))).toBe(413)
  })

  it('with endless chunks is refused at the limit, and closed', async () => {
    const chunk = `1000\r\n${' '.repeat(4_096)}\r\n`
    const text = await exchange(head('transfer-encoding: chunked'), chunk, chunk, chunk)
    expect(statusOf(text)).toBe(413)
    expect(text.toLowerCase()).toContain('connection: close')
  })

  it.each([
    ['a length and chunks', [`content-length: ${body.length}`, 'transfer-encoding: chunked'], 400],
    ['two lengths', ['content-length: 5', 'content-length: 6'], 400],
    ['a negative length', ['content-length: -5'], 400],
    ['a header name with a space', ['bad header: x'], 400],
    ['a header of 20 KiB', [`x-long: ${'x'.repeat(20_480)}`], 431],
    ['101 headers', Array.from({ length: 101 }, (_, index) => `x-${index}: 1`), 431],
  ])('with %s is refused', async (_name, lines, status) => {
    expect(statusOf(await exchange(head(...lines) + body))).toBe(status)
  })

  it('asked for an address or for outside the tree finds nothing', async () => {
    for (const target of ['/../graphql', 'http://x/graphql', '/./graphql', '*']) {
      const text = await exchange(
        `GET ${target}?query={__typename} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      )
      expect([404, 400]).toContain(statusOf(text))
    }
  })

  it('is served in order when it pipelines', async () => {
    const one = (index: number) =>
      `GET /graphql?query={a${index}:__typename} HTTP/1.1\r\nhost: x\r\n${index === 99 ? 'connection: close\r\n' : ''}\r\n`
    const text = await exchange(Array.from({ length: 100 }, (_, index) => one(index)).join(''))
    const names = [...text.matchAll(/"a(\d+)"/g)].map(([, number]) => Number(number))
    expect(names).toEqual(Array.from({ length: 100 }, (_, index) => index))
  })

  it('that sends its headers too slowly is closed within 12 s, as is one that trickles its body within 18 s', async () => {
    const started = performance.now()
    const slow = exchange('POST /graphql HTTP/1.1\r\nhost: x\r\n').then(
      () => performance.now() - started,
    )
    const trickle = exchange(head(`content-length: ${body.length}`), '{').then(
      () => performance.now() - started,
    )
    const calm = await server.post(body)
    expect(calm.status).toBe(200)
    expect(await slow).toBeLessThan(13_000)
    expect(await trickle).toBeLessThan(19_000)
  })
})

describe('a client that leaves', () => {
  it('in the middle of its body costs nothing and logs no error', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write(head('content-length: 5000') + '{')
    await wait(50)
    socket.destroy()
    await wait(50)
    expect((await server.post(body)).status).toBe(200)
  })

  it('aborts the work of its operation', async () => {
    let reached = (_signal: AbortSignal | undefined): void => {}
    const reading = new Promise<AbortSignal | undefined>((resolve) => (reached = resolve))
    const other = await run({
      odd: (signal) => {
        reached(signal)
        return new Promise((resolve) => signal?.addEventListener('abort', resolve))
      },
    })
    const controller = new AbortController()
    const url = `${other.url}/graphql?query={odds{totalCount}}`
    const asked = fetch(url, { signal: controller.signal })
    const signal = await reading
    expect(signal?.aborted).toBe(false)
    controller.abort()
    await expect(asked).rejects.toThrow()
    await wait(100)
    expect(signal?.aborted).toBe(true)
    await other.stop()
  })
})
