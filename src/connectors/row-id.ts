import { keyOf, keyText } from '../fields/key.ts'
import type { Key } from '../fields/key.ts'
import { idType, idTypeFor } from '../fields/id.ts'
import type { FieldCodec, Shape } from './connector.ts'
import { ItemMistake } from './item-mistake.ts'
import type { PathReader } from './stored-path.ts'

/** The id of a stored item; `name` is its file name, map key or address, where it has one. */
export type IdReader = (stored: object, name?: string) => Key

const PLACEHOLDER = /\{([^{}]+)\}/g

/**
 * Reads ids as the options say: a stored field, a template such as `'{user}-{n}'`, or `id` inside the item,
 * which wins over its name.
 */
export function idReader(shape: Shape, reader: (path: string) => PathReader): IdReader {
  const from = shape.idFrom ?? 'id'
  const at = from.includes('{') ? template(from, shape, reader) : reader(from)
  const read = shape.idCodec ? coded(at, shape.idCodec) : at
  return (stored, name) => {
    const inside = read(stored)
    if (inside !== undefined && inside !== null) return narrowed(keyFrom(inside, from), shape)
    if (name !== undefined) return narrowed(keyOf(name), shape)
    throw new ItemMistake(`has no id: "${from}" is missing`)
  }
}

/** An address that is not of the kind is no id: what is stored shows in the mistake. */
function coded(read: PathReader, codec: FieldCodec): PathReader {
  return (stored) => {
    const value = read(stored)
    if (value === undefined || value === null) return value
    const key = quietly(() => codec.decode(value))
    if (key === undefined) throw new ItemMistake(`has an id of another form: ${shown(value)}`)
    return key
  }
}

function quietly(work: () => unknown): unknown {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Texts from the item's own fields; an item that lacks one of them has no id. */
function template(text: string, shape: Shape, reader: (path: string) => PathReader): PathReader {
  const readers = new Map<string, PathReader>()
  for (const [, path = ''] of text.matchAll(PLACEHOLDER)) {
    const stored = reader(path)
    const alias = shape.stored[path]
    const at = typeof alias === 'string' ? alias : alias?.at
    const ours = at === undefined ? stored : reader(at)
    readers.set(path, (item) => stored(item) ?? ours(item))
  }
  return (item) => {
    let whole = true
    const id = text.replace(PLACEHOLDER, (_, path: string) => {
      const value = readers.get(path)?.(item)
      if (value === undefined || value === null) whole = false
      else return keyText(keyFrom(value, path))
      return ''
    })
    return whole ? id : undefined
  }
}

function keyFrom(value: unknown, from: string): Key {
  const key = idType.decode(value)
  if (key === undefined)
    throw new ItemMistake(`has an id that is no id: "${from}" is ${shown(value)}`)
  return key as Key
}

function shown(value: unknown): string {
  return typeof value === 'object' ? 'a map or a list' : JSON.stringify(String(value))
}

/** The key in the form that `idType` of the collection names, where it has that form. */
function narrowed(key: Key, { idType: kind }: Shape): Key {
  if (kind === 'text') return keyText(key)
  return kind !== null && typeof key === 'string' ? (idTypeFor(kind).parse(key) as Key) : key
}
