import { lstat, stat } from 'node:fs/promises'
import { distinctItems, type PlacedRow } from '../../distinct-items.ts'
import { ItemMistake } from '../../item-mistake.ts'
import { dottedPath, isMap } from '../../stored-path.ts'
import { entriesAsWritten } from './maps.ts'
import { YamlMistake, parseYaml } from './parse.ts'
import { readInside, stampOf, type Stamp } from './read-file.ts'
import { isFresh, maxItems } from './source.ts'
import type { Loaded, Source, SourceParts } from './source.ts'

/** One file that holds all items: a map of ids to items, or a list. */
export function fileSource(parts: SourceParts): Source {
  let stamp: Stamp | null = null
  let loaded: Loaded | null = null
  return {
    async load() {
      const { path, root } = parts.place
      if (loaded) {
        const stats = await stat(path)
        if (stampOf(stats) === stamp) return { ...loaded, unsettled: false }
        if (isFresh(stats.mtimeMs)) return { ...loaded, unsettled: true }
      }
      const linked = (await lstat(path)).isSymbolicLink()
      const content = readInside(root, path, linked)
      stamp = content.stamp
      loaded = decodeAll(parseYaml(content.bytes), parts)
      return loaded
    },
  }
}

function decodeAll(document: unknown, { place, decode }: SourceParts): Loaded {
  const warnings: string[] = []
  const leaveOut = (name: string, reason: string): void => {
    warnings.push(`${name} ${reason}; it is left out`)
  }
  const items: PlacedRow[] = []
  for (const { stored, name, at } of itemsOf(document, place.at)) {
    const label = `${place.path}: ${at}`
    try {
      items.push({ row: decode(stored, name), place: label })
    } catch (error) {
      if (!(error instanceof ItemMistake)) throw error
      leaveOut(label, error.message)
    }
  }
  return { rows: distinctItems(items, leaveOut), warnings, unsettled: false }
}

interface StoredItem {
  readonly stored: unknown
  /** The map key; a list has none. */
  readonly name?: string
  /** For messages. */
  readonly at: string
}

function itemsOf(document: unknown, at: string | null): StoredItem[] {
  const held = at === null ? document : isMap(document) ? dottedPath(at)(document) : undefined
  const items = Array.isArray(held)
    ? held.map((stored: unknown, number) => ({ stored, at: `item ${number + 1}` }))
    : isMap(held)
      ? entriesAsWritten(held).map(([name, stored]) => ({ stored, name, at: JSON.stringify(name) }))
      : null
  const where = at === null ? '' : ` at "${at}"`
  if (!items) throw new YamlMistake(`holds no map of ids to items and no list of items${where}`)
  if (items.length > maxItems) {
    throw new YamlMistake(
      `holds ${items.length} items${where}, more than the ${maxItems} that a YAML collection may have; another store serves the same declaration`,
    )
  }
  return items
}
