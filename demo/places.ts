import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A country, as this API writes it: other names and another shape than the library's. */
interface Country {
  readonly cca2: string
  readonly name: { readonly common: string }
  readonly region: string
  readonly capital: readonly string[]
}

const countries = JSON.parse(
  readFileSync(new URL('./countries.json', import.meta.url), 'utf8'),
) as readonly Country[]

const LARGEST_PAGE = 50

/**
 * The REST API of the demo, as some other team might run it: `GET /countries?code=FR&code=GB&region=Europe&page=1&size=50`
 * and `GET /countries/FR`. Listens on loopback, once per process, and keeps no process alive. Answers its address.
 */
export function placesApi(): Promise<string> {
  return (shared[listening] ??= listen())
}

/** The file may be loaded again after an edit: the process keeps the one that listens. */
const shared = globalThis as { [name: symbol]: Promise<string> | undefined }
const listening = Symbol.for('refract.demo.places')

function listen(): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://places')
    const [, collection, code, ...more] = pathname.split('/')
    if (request.method !== 'GET' || collection !== 'countries' || more.length > 0)
      return answer(response, 404, { error: 'no such route' })
    if (code !== undefined) {
      const found = countries.find(({ cca2 }) => cca2 === code)
      return found
        ? answer(response, 200, found)
        : answer(response, 404, { error: 'no such country' })
    }
    return list(response, searchParams)
  })
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })
}

function list(response: ServerResponse, asked: URLSearchParams): void {
  const codes = asked.getAll('code')
  const region = asked.get('region')
  const found = countries.filter(
    (one) =>
      (codes.length === 0 || codes.includes(one.cca2)) &&
      (region === null || one.region === region),
  )
  const size = Math.min(positive(asked.get('size'), LARGEST_PAGE), LARGEST_PAGE)
  const page = positive(asked.get('page'), 1)
  response.setHeader('x-total-count', found.length)
  answer(response, 200, { data: found.slice((page - 1) * size, page * size) })
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : otherwise
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
