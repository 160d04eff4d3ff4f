import { graphiqlAssets, type Asset, type GraphiqlAssets } from './graphiql-assets.ts'
import type { HttpAsk, HttpReply } from './http.ts'
import type { GraphiqlSettings } from './settings.ts'

/** GraphiQL's page and files; null for what is neither. */
export interface Graphiql {
  page(ask: HttpAsk): Promise<HttpReply>
  file(ask: HttpAsk): Promise<HttpReply | null>
}

/** Everything from this origin; the editor makes its workers from blobs and styles itself. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Serves GraphiQL; the bundle is loaded and compressed with the first page, once. */
export function graphiql(settings: GraphiqlSettings): Graphiql {
  const assets = () => compressed(settings)
  return {
    async page(ask) {
      const { page } = await assets()
      const headers = { 'content-security-policy': policy, 'x-frame-options': 'DENY' }
      return reply(page, ask, {
        ...headers,
        vary: 'accept, accept-encoding',
        'cache-control': 'no-cache',
      })
    },
    async file(ask) {
      if (!ask.path.startsWith('/graphiql/')) return null
      const found = (await assets()).files.find(({ path }) => path === ask.path)
      const forever = 'public, max-age=31536000, immutable'
      return found ? reply(found, ask, { vary: 'accept-encoding', 'cache-control': forever }) : null
    },
  }
}

/** The last page made, so that a gateway that is replaced on save does not compress the same files again. */
let last: { readonly key: string; readonly assets: Promise<GraphiqlAssets> } | null = null

function compressed(settings: GraphiqlSettings): Promise<GraphiqlAssets> {
  const key = JSON.stringify(settings)
  if (last?.key !== key) last = { key, assets: graphiqlAssets(settings) }
  return last.assets
}

function reply(asset: Asset, { headers: asked }: HttpAsk, more: Record<string, string>): HttpReply {
  const headers = { 'x-content-type-options': 'nosniff', etag: asset.etag, ...more }
  if (asked['if-none-match'] === asset.etag) return { status: 304, headers, body: null }
  const typed = { ...headers, 'content-type': asset.type }
  if (!acceptsGzip(asked['accept-encoding']))
    return { status: 200, headers: typed, body: asset.plain() }
  return { status: 200, headers: { ...typed, 'content-encoding': 'gzip' }, body: asset.gzipped }
}

function acceptsGzip(header: string | undefined): boolean {
  return header !== undefined && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:[,\s]|$))/i.test(header)
}
