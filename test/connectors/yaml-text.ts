import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { keyOf } from '../../src/fields/key.ts'
import type { Stored } from './library.ts'

/** A folder of its own for a test. */
export interface Folder {
  readonly path: string
  /** Writes a file below it, with the folders on the way. */
  write(name: string, content: string | Uint8Array): string
  remove(): void
}

/** Makes a folder for a test. */
export function testFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'refract-yaml-'))
  return {
    path,
    write(name, content) {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
      return file
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** A value in YAML's flow form; bigints as digits. */
export function flow(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, each]) => `${JSON.stringify(name)}: ${flow(each)}`,
  )
  return `{ ${members.join(', ')} }`
}

/** A list file. */
export function listFile(items: readonly Stored[]): string {
  return items.length === 0 ? '[]\n' : items.map((item) => `- ${flow(item)}\n`).join('')
}

/** A map file; the key is the id, except where a key cannot say its type. */
export function mapFile(items: readonly Stored[]): string {
  if (items.length === 0) return '{}\n'
  return items
    .map(({ id, ...item }) => {
      const sayable = keyOf(String(id)) === id || typeof id === 'bigint'
      return `${JSON.stringify(String(id))}: ${flow(sayable ? item : { id, ...item })}\n`
    })
    .join('')
}
