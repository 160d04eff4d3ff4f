import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** A module of the schema: its file, and its name where no index gives one. */
export interface SchemaFile {
  readonly name: string
  readonly file: string
}

/** The files of a schema folder. */
export interface SchemaFolder {
  /** `schema/index.ts`, where there is one: it lists the collections. */
  readonly index: string | null
  /** Every other module. */
  readonly files: readonly SchemaFile[]
}

const MODULE = /\.(?:ts|mts|js|mjs|cjs)$/
const IGNORED = /^[_.]|\.d\.(?:ts|mts|cts)$|\.test\.[^.]+$/
const REEXPORT = /export\s*\*\s*as\s+([\w$]+)\s+from\s*['"]([^'"]+)['"]/g

/** Reads the names in a folder; null when there is no such folder. */
export async function schemaFolder(folder: string): Promise<SchemaFolder | null> {
  const names = await readdir(folder).catch(() => null)
  if (!names) return null
  const modules = names.filter((name) => MODULE.test(name) && !IGNORED.test(name)).sort()
  const index = modules.find((name) => name.startsWith('index.'))
  const files = modules.filter((name) => name !== index)
  return {
    index: index === undefined ? null : join(folder, index),
    files: files.map((name) => ({ name: moduleName(name), file: join(folder, name) })),
  }
}

/** Which file each `export * as books from './books.ts'` of an index names. */
export async function indexedFiles(index: string): Promise<readonly SchemaFile[]> {
  const source = await readFile(index, 'utf8')
  return [...source.matchAll(REEXPORT)].map(([, name = '', from = '']) => ({
    name,
    file: join(index, '..', from),
  }))
}

/** `book-reviews.ts` is the module `bookReviews`. */
export function moduleName(file: string): string {
  const words = basename(file)
    .replace(MODULE, '')
    .split(/[-_.\s]+/)
  return words.map((word, index) => (index === 0 ? word : capital(word))).join('')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
