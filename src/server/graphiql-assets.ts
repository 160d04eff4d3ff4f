import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import type { GraphiqlSettings } from './settings.ts'

/** A file of GraphiQL, held compressed: 9 MB of text are 2.4 MB so. */
export interface Asset {
  readonly path: string
  readonly type: string
  readonly etag: string
  readonly gzipped: Uint8Array
  /** For the rare client that cannot read gzip. */
  plain(): Uint8Array
}

/** The page, and what it loads. */
export interface GraphiqlAssets {
  readonly page: Asset
  readonly files: readonly Asset[]
}

/**
 * GraphiQL without the network: graphql-yoga's bundle, whose one large page is cut into a small page, a style sheet and
 * a script, so that browsers keep the large files and the page needs no inline script.
 */
export async function graphiqlAssets(settings: GraphiqlSettings): Promise<GraphiqlAssets> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: escapeHtml(settings.title),
    logo: ' ',
    defaultQuery: settings.defaultQuery,
    ...(settings.headers === null ? {} : { headers: settings.headers }),
    shouldPersistHeaders: true,
  })
  const style = await asset('css', 'text/css; charset=utf-8', between(html, '<style>', '</style>'))
  const code = html.slice(
    html.indexOf('<script>') + '<script>'.length,
    html.lastIndexOf('</script>'),
  )
  const script = await asset('js', 'text/javascript; charset=utf-8', code)
  const icon = await asset('svg', 'image/svg+xml', prism)
  const files = [style, script, icon]
  const text = pageText(settings.title, { style, script, icon })
  return { page: await asset('html', 'text/html; charset=utf-8', text), files }
}

const compress = promisify(gzip)

async function asset(extension: string, type: string, content: string | Buffer): Promise<Asset> {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16)
  const gzipped = await compress(content, { level: 9 })
  return {
    path: `/graphiql/${hash}.${extension}`,
    type,
    etag: `"${hash}"`,
    gzipped,
    plain: () => gunzipSync(gzipped),
  }
}

interface PageFiles {
  readonly style: Asset
  readonly script: Asset
  readonly icon: Asset
}

function pageText(title: string, { style, script, icon }: PageFiles): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="${icon.path}" />
    <link rel="stylesheet" href="${style.path}" />
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script src="${script.path}"></script>
  </body>
</html>
`
}

/** The icon: white light, a prism, colours. */
const prism = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<path d="M1 20 13 15" stroke="#888" stroke-width="2"/>
<path d="m19 14 12 1" stroke="#e535ab" stroke-width="2"/>
<path d="m20 16 11 4" stroke="#f6a821" stroke-width="2"/>
<path d="m21 18 10 7" stroke="#2aa8e0" stroke-width="2"/>
<path d="m16 5 11 20H5Z" fill="#8883" stroke="#555" stroke-width="2" stroke-linejoin="round"/>
</svg>`

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start)
  const to = text.indexOf(end, from + start.length)
  if (from < 0 || to < 0) throw new Error(`GraphiQL's page has no ${start}`)
  return text.slice(from + start.length, to)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}
