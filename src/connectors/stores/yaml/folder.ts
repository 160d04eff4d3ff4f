import { lstatSync, statSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { compareKeys, compareText, keyOf } from '../../../fields/key.ts'
import type { Row } from '../../../query/row.ts'
import { distinctItems, type PlacedRow } from '../../distinct-items.ts'
import { YamlMistake, parseYaml } from './parse.ts'
import { readInside, stampOf, type Stamp } from './read-file.ts'
import { isFresh, maxItems, reasonOf } from './source.ts'
import type { Loaded, Source, SourceParts } from './source.ts'
import { newTurns } from './turns.ts'

/** One file as it was read last. */
interface ItemFile {
  readonly stamp: Stamp | null
  /** The item, or, of a file that broke while running, the item as it was before. */
  readonly row: Row | null
  /** What is wrong with the file as it is now. */
  readonly problem: string | null
}

/** A folder with a file per item, in the order of their names as ids. */
export function folderSource(parts: SourceParts): Source {
  let files: ItemFiles | null = null
  let loaded: Loaded | null = null
  return {
    async load() {
      const before = files
      const entries = await itemEntries(parts.place.path)
      const { kept, unsettled } = await readItems(parts, entries, before)
      await refuseSwap(parts.place.path)
      if (loaded && before && isSame(before, kept)) return { ...loaded, unsettled }
      files = new Map(kept)
      loaded = { ...assemble(parts.place.path, files), unsettled }
      return loaded
    },
  }
}

const ITEM = /^[^.].*\.ya?ml$/s

async function itemEntries(folder: string): Promise<Dirent[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) =>
    ITEM.test(name),
  )
  if (entries.length > maxItems) {
    throw new YamlMistake(
      `holds ${entries.length} items, more than the ${maxItems} that a YAML collection may have; another store serves the same declaration`,
    )
  }
  return entries.sort(
    (a, b) => compareKeys(keyOf(stem(a.name)), keyOf(stem(b.name))) || compareText(a.name, b.name),
  )
}

function stem(name: string): string {
  return name.replace(/\.ya?ml$/, '')
}

type ItemFiles = ReadonlyMap<string, ItemFile>

/** The files that are there, one after the other; requests have their turn in between. */
async function readItems(
  parts: SourceParts,
  entries: readonly Dirent[],
  before: ItemFiles | null,
): Promise<{ kept: readonly (readonly [string, ItemFile])[]; unsettled: boolean }> {
  const turn = newTurns()
  const kept: (readonly [string, ItemFile])[] = []
  let unsettled = false
  for (const entry of entries) {
    const old = before?.get(entry.name)
    const now = readItem(parts, entry, { old, running: before !== null })
    if (now === 'unsettled') unsettled = true
    const file = now === 'unsettled' ? old : now
    if (file) kept.push([entry.name, file])
    const wait = turn()
    if (wait) await wait
  }
  return { kept, unsettled }
}

function readItem(
  { place, decode }: SourceParts,
  entry: Dirent,
  seen: { old: ItemFile | undefined; running: boolean },
): ItemFile | 'unsettled' | undefined {
  const path = join(place.path, entry.name)
  if (!entry.isFile() && !entry.isSymbolicLink()) {
    return { stamp: null, row: null, problem: 'is not a regular file' }
  }
  let stamp: Stamp | null = null
  try {
    if (seen.running) {
      const stats = entry.isSymbolicLink() ? statSync(path) : lstatSync(path)
      stamp = stampOf(stats)
      if (seen.old?.stamp === stamp) return seen.old
      if (isFresh(stats.mtimeMs)) return 'unsettled'
    }
    const content = readInside(place.root, path, entry.isSymbolicLink())
    stamp = content.stamp
    return { stamp, row: decode(parseYaml(content.bytes), stem(entry.name)), problem: null }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !entry.isSymbolicLink())
      return undefined
    return { stamp, row: seen.old?.row ?? null, problem: reasonOf(error) }
  }
}

/** The folder itself must not have become a way to somewhere else while its files were read. */
async function refuseSwap(folder: string): Promise<void> {
  if ((await realpath(folder)) !== folder) throw new YamlMistake('became a link')
}

function isSame(before: ItemFiles, now: readonly (readonly [string, ItemFile])[]): boolean {
  return before.size === now.length && now.every(([name, file]) => before.get(name) === file)
}

function assemble(folder: string, files: ItemFiles): Omit<Loaded, 'unsettled'> {
  const warnings: string[] = []
  const items: PlacedRow[] = []
  for (const [name, { row, problem }] of files) {
    const place = join(folder, name)
    if (row) items.push({ row, place })
    if (problem)
      warnings.push(
        `${place} ${problem}; ${row ? 'it is served as it was before' : 'it is left out'}`,
      )
  }
  const rows = distinctItems(items, (place, reason) =>
    warnings.push(`${place} ${reason}; it is left out`),
  )
  return { rows, warnings }
}
