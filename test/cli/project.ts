import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../support/source.ts'

/** A user's project in a temporary folder, with this repository linked as its `refract`. */
export interface TestProject {
  readonly root: string
  write(file: string, text: string): void
  remove(): void
}

export function project(files: Readonly<Record<string, string>>): TestProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refract-')))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/refract'))
  for (const [file, text] of Object.entries(files)) write(file, text)
  return { root: folder, write, remove: () => rmSync(folder, { recursive: true }) }
}

/** A configuration with rows for books and authors. */
export const memoryConfig = `import { config, memory } from 'refract'

export default config({
  stores: {
    library: memory({
      rows: { books: [{ id: 1, title: 'Emma', author: 1 }], authors: [{ id: 1, name: 'Jane Austen' }] },
    }),
  },
})
`

export const authors = `import { collection, refsList, string } from 'refract'

export default collection('Author', {
  store: 'library',
  fields: { name: string(), books: refsList('books', { reverse: 'author' }) },
  can: { read: true },
})
`

export const books = `import { collection, ref, string } from 'refract'

export default collection('Book', {
  store: 'library',
  fields: { title: string(), author: ref('authors', { reverse: 'books' }) },
})
`

/** Two linked collections without an index. */
export const library = {
  'refract.config.ts': memoryConfig,
  'schema/authors.ts': authors,
  'schema/books.ts': books,
}

/** Asks a running gateway. */
export async function ask(url: string, query: string): Promise<unknown> {
  const reply = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)
  return reply.json()
}
