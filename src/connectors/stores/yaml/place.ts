import { lstat, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { StoreError } from '../../../errors.ts'
import type { OpenOptions, Shape } from '../../connector.ts'
import { YamlMistake } from './parse.ts'
import { insidePath } from './read-file.ts'

/** Where a collection lies. `root` is the real folder that nothing may lead out of. */
export interface Place {
  readonly kind: 'folder' | 'file'
  readonly path: string
  readonly root: string
  /** Of a file: the dotted path of the items inside it. */
  readonly at: string | null
}

const SUFFIXES = ['.yaml', '.yml']
/** One name below a folder; never a way to another place. */
const NAME = /^(?!\.)[^/\\\p{Cc}]{1,200}$/u

/**
 * Finds the collection's file or folder. A named store appends the collection's name, an inline URL is
 * complete.
 *
 * @throws StoreError STORE_UNAVAILABLE where nothing is, STORE_BAD_DATA where both a file and a folder are
 */
export async function findPlace(opened: OpenOptions, shape: Shape): Promise<Place> {
  const own = (name: string): string | null => textOption(shape.options[name])
  const at = own('at') ?? textOption(opened.options['at'])
  const base = storePath(opened)
  // an inline store is complete; its options are the store's own, not a way below it
  if (!shape.append) return existing(opened, base, at)
  const direct = pathOf(shape.options)
  if (direct !== null) return existing(opened, resolve(base, direct), at)
  const name = own('collection') ?? shape.name
  if ((await stat(base).catch(() => null))?.isFile()) {
    return existing(opened, base, at === null ? name : `${at}.${name}`)
  }
  return appended(opened, { base, name, at })
}

function textOption(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** `path`, `file`, or the `file` in the folder `path`. */
function pathOf(options: Readonly<Record<string, unknown>>): string | null {
  const path = textOption(options['path'])
  const file = textOption(options['file'])
  return path !== null && file !== null ? join(path, file) : (file ?? path)
}

/** The path of `yaml({ path, file })` or `yaml:./data`, from the folder of the configuration. */
function storePath(opened: OpenOptions): string {
  const url = opened.url.replace(/^yaml:/i, '').replace(/^\/\/(?=\/|\.)/, '')
  const path = pathOf(opened.options) ?? url
  if (path !== '') return resolve(opened.root, path)
  const message = 'yaml needs a place: yaml:./data/library, or yaml({ path: "./data/library" })'
  throw new StoreError('STORE_UNAVAILABLE', opened.name, message)
}

interface Below {
  readonly base: string
  readonly name: string
  readonly at: string | null
}

async function appended(opened: OpenOptions, { base, name, at }: Below): Promise<Place> {
  if (!NAME.test(name)) {
    throw new StoreError(
      'STORE_BAD_DATA',
      opened.name,
      `${JSON.stringify(name)} is no name of a file or folder; write { collection: "name" }`,
    )
  }
  const folder = join(base, name)
  const files = SUFFIXES.map((suffix) => folder + suffix)
  const isFolder = (await stat(folder).catch(() => null))?.isDirectory() ?? false
  const there = await Promise.all(files.map((file) => exists(file)))
  const found = files.filter((_, number) => there[number])
  if (isFolder) found.unshift(folder)
  const [only, second] = found
  if (second !== undefined) {
    throw new StoreError(
      'STORE_BAD_DATA',
      opened.name,
      `both ${only} and ${second} are there; keep one of them`,
    )
  }
  if (only === undefined) {
    throw new StoreError(
      'STORE_UNAVAILABLE',
      opened.name,
      `neither the folder ${folder} nor the file ${files[0]} is there; make one of them (an empty folder is an empty collection)`,
    )
  }
  return inside(opened, await realpath(base), {
    kind: isFolder ? 'folder' : 'file',
    path: only,
    at,
  })
}

/** A path that is complete: the folder or the file that it names. */
async function existing(opened: OpenOptions, path: string, at: string | null): Promise<Place> {
  const entry = await stat(path).catch(() => null)
  if (!entry) {
    throw new StoreError(
      'STORE_UNAVAILABLE',
      opened.name,
      `neither a folder nor a file is at ${path}`,
    )
  }
  if (entry.isDirectory()) {
    const real = await realpath(path)
    return { kind: 'folder', path: real, root: real, at }
  }
  return inside(opened, await realpath(dirname(path)), { kind: 'file', path, at })
}

async function inside(
  opened: OpenOptions,
  root: string,
  found: Omit<Place, 'root'>,
): Promise<Place> {
  try {
    const real = await insidePath(root, found.path)
    const linked = found.kind === 'file' && (await lstat(found.path)).isSymbolicLink()
    return { ...found, path: linked ? found.path : real, root }
  } catch (error) {
    const reason = error instanceof YamlMistake ? error.message : 'cannot be opened'
    throw new StoreError('STORE_BAD_DATA', opened.name, `${found.path} ${reason}`, error)
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
