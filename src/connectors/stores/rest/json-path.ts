import { compile, JSONPathError, type JSONValue } from 'json-p3'
import { dottedPath, isMap, type PathReader } from '../../stored-path.ts'

/**
 * Reads one place of an item or an answer: dotted through members (`author.id`), or JSONPath (`$.tags[*].name`). A path
 * that can meet several values gives the list of them.
 */
export function pathReader(path: string): PathReader {
  if (!isJsonPath(path)) return dottedPath(path)
  const query = compile(path)
  const single = query.singularQuery()
  return (stored) => {
    const values = query.query(stored as JSONValue).values()
    return single ? values[0] : values
  }
}

/**
 * Reads the items of an answer: the list at the path, or what a JSONPath of several values meets. undefined: nothing is
 * there.
 */
export function rowsReader(path: string | null): (body: unknown) => unknown {
  if (path === null) return (body) => body
  const read = pathReader(path)
  return (body) => (isMap(body) || Array.isArray(body) ? flat(path, read(body)) : undefined)
}

/** `$..data` meets one list where `$..data[*]` meets the items. */
function flat(path: string, found: unknown): unknown {
  const [only] = Array.isArray(found) && isJsonPath(path) && found.length === 1 ? found : []
  return Array.isArray(only) ? only : found
}

/** What is wrong with a path, in words; null: nothing. */
export function badPath(path: string): string | null {
  if (path === '') return 'is empty'
  if (!isJsonPath(path)) return path.split('.').includes('') ? 'has an empty name' : null
  try {
    compile(path)
    return null
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error
    return `is no JSONPath: ${error.message}`
  }
}

export function isJsonPath(path: string): boolean {
  return path.startsWith('$')
}
