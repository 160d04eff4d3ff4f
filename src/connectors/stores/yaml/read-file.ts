import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
} from 'node:fs'
import type { Stats } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
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
  return refuseOutside(root, await realpath(path))
}

function refuseOutside(root: string, real: string): string {
  if (!isInside(root, real)) throw new YamlMistake(`is a link that leads out of ${root}`)
  return real
}

/**
 * Reads one regular file below `root`. What is opened is checked after it is open, so that a link that is put
 * in its place meanwhile is refused; pipes and devices are never waited for.
 *
 * Synchronous: each of open, stat, read and close takes microseconds, and its way through the thread pool several
 * times that, which thousands of small files would pay. Who reads many lets others have their turn in between.
 *
 * `linked` says whether the last name is a link; the folders before it are the caller's to check.
 * @throws YamlMistake when it is no regular file, leads outside or is too large; system errors as they are
 */
export function readInside(root: string, path: string, linked: boolean): Content {
  const target = () => refuseOutside(root, realpathSync(path))
  const file = openRegular(linked ? target() : path)
  try {
    const stats = fstatSync(file)
    if (linked) sameFile(target(), stats)
    refuseOdd(stats)
    const bytes = readAll(file, stats.size)
    return { bytes, stamp: stampOf(stats), changed: stats.mtimeMs }
  } finally {
    closeSync(file)
  }
}

/** The state of a file without reading it; links are followed. */
export function stampOf(stats: Stats): Stamp {
  return `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`
}

function openRegular(path: string): number {
  try {
    return openSync(path, READ)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ELOOP') throw new YamlMistake('became a link while it was opened')
    if (code === 'ENXIO') throw new YamlMistake('is not a regular file')
    throw error
  }
}

function sameFile(path: string, opened: Stats): void {
  const now = lstatSync(path)
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

function readAll(file: number, size: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(size)
  let filled = 0
  while (filled < size) {
    const bytesRead = readSync(file, buffer, filled, size - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
