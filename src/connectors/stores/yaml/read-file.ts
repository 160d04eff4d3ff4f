import { close, constants, fstat, open, read } from 'node:fs'
import type { Stats } from 'node:fs'
import { lstat, realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { promisify } from 'node:util'
import { YamlMistake, maxBytes } from './parse.ts'

/** What tells one state of a file from another. */
export type Stamp = string

/** A file's bytes, and the state in which they were read. */
export interface Content {
  readonly bytes: Uint8Array
  readonly stamp: Stamp
  /** Unix milliseconds of the last change. */
  readonly changed: number
}

// Descriptors, not FileHandles: for thousands of small files they cost half.
const openFile = promisify(open)
const statFile = promisify(fstat)
const readFile = promisify(read)
const closeFile = promisify(close)

const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** True when `path` is `root` or lies below it; both real paths. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

/**
 * The real path of a file or folder below `root` (a real path). Links may point anywhere inside.
 * @throws YamlMistake when it leads outside
 */
export async function insidePath(root: string, path: string): Promise<string> {
  const real = await realpath(path)
  if (!isInside(root, real)) throw new YamlMistake(`is a link that leads out of ${root}`)
  return real
}

/**
 * Reads one regular file below `root`. What is opened is checked after it is open, so that a link that is put
 * in its place meanwhile is refused; pipes and devices are never waited for.
 *
 * `linked` says whether the last name is a link; the folders before it are the caller's to check.
 * @throws YamlMistake when it is no regular file, leads outside or is too large; system errors as they are
 */
export async function readInside(root: string, path: string, linked: boolean): Promise<Content> {
  const real = linked ? await insidePath(root, path) : path
  const file = await openRegular(real)
  try {
    const stats = await statFile(file)
    if (linked) await sameFile(await insidePath(root, path), stats)
    refuseOdd(stats)
    const bytes = await readAll(file, stats.size)
    return { bytes, stamp: stampOf(stats), changed: stats.mtimeMs }
  } finally {
    await closeFile(file)
  }
}

/** The state of a file without reading it; links are followed. */
export function stampOf(stats: Stats): Stamp {
  return `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`
}

async function openRegular(path: string): Promise<number> {
  try {
    return await openFile(path, READ)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ELOOP') throw new YamlMistake('became a link while it was opened')
    if (code === 'ENXIO') throw new YamlMistake('is not a regular file')
    throw error
  }
}

async function sameFile(path: string, opened: Stats): Promise<void> {
  const now = await lstat(path)
  if (now.ino !== opened.ino || now.dev !== opened.dev) {
    throw new YamlMistake('changed place while it was opened')
  }
}

function refuseOdd(stats: Stats): void {
  if (!stats.isFile()) throw new YamlMistake('is not a regular file')
  if (stats.size > maxBytes) {
    throw new YamlMistake(
      `has ${stats.size} bytes, more than the ${maxBytes} that one file may have`,
    )
  }
}

async function readAll(file: number, size: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await readFile(file, buffer, filled, size - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
