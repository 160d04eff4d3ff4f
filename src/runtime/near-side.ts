import { UnsupportedFilterError } from '../errors.ts'
import { keyText, type Key } from '../fields/key.ts'
import type { CollectionModel } from '../model/model.ts'
import { both, everything, type Compare, type Filter, type Path } from '../query/filter.ts'
import { wholeList } from '../query/page.ts'
import { keysAt } from '../query/value.ts'
import { complete } from './complete.ts'
import { trying, type Run } from './run.ts'

/** The rows that a condition through a link is asked of: those that its neighbours in the outer `and` let through. */
export interface NearSide {
  /** The collection's name. */
  readonly collection: string
  /** They are surely few: their ids are named. */
  readonly few: boolean
  /** The keys that they hold at the path; null: there are more rows than `most`. */
  keys(path: Path, most: number): Promise<readonly Key[] | null>
  /** The same, seen from the elements of a list of objects. */
  inside(path: Path): NearSide
}

/** Rows named by their ids are few up to here. */
const FEW = 100

/** The side of a filter whose rows are read; nothing is read before it is asked. */
export function nearSide(run: Run, collection: CollectionModel, filter: Filter): NearSide {
  const plain = plainPart(filter)
  const read = new Map<string, Promise<readonly Key[] | null>>()
  const side = (above: readonly string[]): NearSide => ({
    collection: collection.name,
    few: isFew(plain, collection),
    keys(path, most) {
      const at: Path = { ...path, names: [...above, ...path.names] }
      const name = `${most} ${at.names.join('.')}`
      const known = read.get(name) ?? nearKeys(run, collection, { filter: plain, path: at, most })
      read.set(name, known)
      return known
    },
    inside: (path) => side([...above, ...path.names]),
  })
  return side([])
}

async function nearKeys(
  run: Run,
  collection: CollectionModel,
  ask: { filter: Filter; path: Path; most: number },
): Promise<readonly Key[] | null> {
  const { filter, path, most } = ask
  const name = path.names.join('.')
  const question = {
    filter,
    sort: [],
    page: { ...wholeList, first: most + 1 },
    fields: name === 'id' ? [] : [name],
  }
  const asking = { run: trying(run), collection, purpose: 'keys' } as const
  try {
    const { rows, more } = await complete(asking, question)
    if (more || rows.length > most) return null
    const keys = new Map<string, Key>()
    for (const row of rows) for (const key of keysAt(row, path)) keys.set(keyText(key), key)
    return [...keys.values()]
  } catch (error) {
    if (error instanceof UnsupportedFilterError) return null
    throw error
  }
}

/** What stores can be asked of the outer `and`: no links, no code. */
function plainPart(filter: Filter): Filter {
  if (filter.kind === 'and') return filter.of.map(plainPart).reduce(both, everything)
  return isPlain(filter) ? filter : everything
}

function isPlain(filter: Filter): boolean {
  if (filter.kind === 'linked' || filter.kind === 'test') return false
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.every(isPlain)
  return !('of' in filter) || isPlain(filter.of)
}

function isFew(filter: Filter, collection: CollectionModel): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.some((part) => isFew(part, collection))
    case 'keys':
      return isUnique(filter.path, collection) && filter.keys.length <= FEW
    case 'compare':
      return isUnique(filter.path, collection) && valuesOf(filter) <= FEW
    default:
      return false
  }
}

function isUnique({ names }: Path, { unique }: CollectionModel): boolean {
  const name = names.join('.')
  return name === 'id' || unique.some((set) => set.length === 1 && set[0] === name)
}

function valuesOf({ op, value }: Compare): number {
  if (op === 'eq') return value === null ? Infinity : 1
  return op === 'in' && Array.isArray(value) && !value.includes(null) ? value.length : Infinity
}
