import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { MistakesError, type Mistake } from '../errors.ts'
import { schemePattern } from './scheme.ts'
import type { Connector } from './connector.ts'

/** Connectors by the URL scheme that they claim; frozen, without a prototype. */
export type Connectors = Readonly<Record<string, Connector>>

/** How a folder of connectors is read. */
export interface DiscoverOptions {
  /** `skip`: a file that cannot be loaded, or is no connector, is a warning. Two claims of one scheme never are. */
  readonly onError?: 'throw' | 'skip'
  /** Where `skip` warns. */
  readonly warn?: (message: string) => void
  /** Imports a file; for TypeScript where Node cannot. The default is `import()`. */
  readonly load?: (file: string) => Promise<unknown>
}

const MODULE = /\.(?:ts|mts|js|mjs|cjs)$/
const IGNORED = /^[_.]|\.d\.(?:ts|mts|cts)$|\.test\.[^.]+$/

/**
 * Loads every connector of a folder: each `.ts .mts .js .mjs .cjs` file directly in it, and each folder with an
 * `index` file, is one connector as its default export. Names that start with `_` or `.`, declarations, maps and
 * tests are left out. A folder that is not there has none.
 *
 * @throws MistakesError naming each file that cannot be loaded, is no connector, or claims a scheme twice
 */
export async function discoverConnectors(
  folder: string,
  options: DiscoverOptions = {},
): Promise<Connectors> {
  const files = await connectorFiles(folder)
  const found = await Promise.all(files.map((file) => loadConnector(file, folder, options)))
  const broken = found.flatMap((each) => each.mistakes)
  const claims = claimSchemes(found.flatMap((each) => (each.connector ? [each] : [])))
  const mistakes = options.onError === 'skip' ? claims.mistakes : [...broken, ...claims.mistakes]
  if (mistakes.length > 0) throw new MistakesError(mistakes)
  for (const mistake of broken) {
    options.warn?.(`${mistake.file} is left out: ${mistake.at}: ${mistake.message}`)
  }
  return Object.freeze(claims.connectors)
}

/** Every file that is a connector, sorted by name, so that messages and results are stable. */
async function connectorFiles(folder: string): Promise<string[]> {
  const names = await namesIn(folder)
  const files = await Promise.all(
    names.filter((name) => !IGNORED.test(name)).map((name) => connectorFile(join(folder, name))),
  )
  return files.filter((file) => file !== null).sort()
}

async function connectorFile(path: string): Promise<string | null> {
  const entry = await stat(path).catch(() => null)
  if (entry?.isFile()) return MODULE.test(path) ? path : null
  if (!entry?.isDirectory()) return null
  const index = (await namesIn(path)).filter(
    (name) => name.startsWith('index.') && MODULE.test(name),
  )
  const file = index.filter((name) => !IGNORED.test(name)).sort()[0]
  return file === undefined ? null : join(path, file)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

interface Loaded {
  readonly file: string
  readonly connector: Connector | null
  readonly mistakes: readonly Mistake[]
}

async function loadConnector(
  path: string,
  folder: string,
  options: DiscoverOptions,
): Promise<Loaded> {
  const file = join(basename(folder), relative(folder, path))
  const load = options.load ?? ((name: string) => import(pathToFileURL(name).href))
  try {
    const value = defaultExport(await load(path))
    const mistakes = connectorMistakes(value, file)
    return { file, connector: mistakes.length === 0 ? (value as Connector) : null, mistakes }
  } catch (error) {
    const message = `failed on import: ${error instanceof Error ? error.message : String(error)}`
    return { file, connector: null, mistakes: [{ file, at: 'connector', message }] }
  }
}

/** The default export; CommonJS that was compiled from ES modules wraps it once more. */
function defaultExport(module: unknown): unknown {
  const value = memberOf(module, 'default')
  const inner = memberOf(value, 'default')
  return inner !== undefined && memberOf(value, 'open') === undefined ? inner : value
}

function memberOf(value: unknown, name: string): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined
  return (value as Record<string, unknown>)[name]
}

/** What keeps a default export from being a connector, one mistake per member. */
function connectorMistakes(value: unknown, file: string): Mistake[] {
  if (value === null || typeof value !== 'object') {
    const came = value === undefined ? 'there is none' : `it is ${describe(value)}`
    const message = `must be a connector { name, schemes, open }, but ${came}. A file that is no connector needs a name that starts with "_"`
    return [{ file, at: 'default export', message }]
  }
  const mistakes: Mistake[] = []
  const expect = (member: string, fits: boolean, expected: string): void => {
    const came = describe(memberOf(value, member))
    if (!fits) mistakes.push({ file, at: member, message: `must be ${expected}, but is ${came}` })
  }
  const name = memberOf(value, 'name')
  expect('name', typeof name === 'string' && name !== '', 'a text, e.g. "sqlite"')
  expect(
    'schemes',
    areSchemes(memberOf(value, 'schemes')),
    'a list of URL schemes in lower case, e.g. ["sqlite"]',
  )
  expect(
    'open',
    typeof memberOf(value, 'open') === 'function',
    'a function (options) => Promise<Server>',
  )
  return mistakes
}

function areSchemes(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  return value.every((scheme) => typeof scheme === 'string' && schemePattern.test(scheme))
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'function') return 'a function'
  return inspect(value, { depth: 1, breakLength: Infinity })
}

/** Scheme → connector, and a mistake for each scheme that two files claim. */
function claimSchemes(loaded: readonly Loaded[]): {
  connectors: Record<string, Connector>
  mistakes: Mistake[]
} {
  const connectors: Record<string, Connector> = Object.create(null)
  const files = new Map<string, string>()
  const mistakes: Mistake[] = []
  for (const { connector, file } of loaded) {
    for (const scheme of new Set(connector?.schemes)) {
      const first = files.get(scheme)
      if (connector && first === undefined) connectors[scheme] = connector
      else
        mistakes.push({
          file,
          at: 'schemes',
          message: `"${scheme}" is claimed by ${first} already`,
        })
      files.set(scheme, first ?? file)
    }
  }
  return { connectors, mistakes }
}
