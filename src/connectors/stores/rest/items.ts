import { keyOf, keyText, type Key } from '../../../fields/key.ts'
import type { Row } from '../../../query/row.ts'
import type { Shape } from '../../connector.ts'
import { rowDecoder } from '../../decode.ts'
import { ItemMistake } from '../../item-mistake.ts'
import { isMap, ownMember } from '../../stored-path.ts'
import { isJsonPath, pathReader } from './json-path.ts'

/** Values that the route of an item says, by field: `/users/3/snapshots` are those of user 3. */
export type Given = Readonly<Record<string, Key>>

/** The decoded items of one collection. */
export interface Items {
  /** An item of a list; null where it cannot be served, which is told once. */
  listed(stored: unknown, given: Given): Row | null
  /** The item that was asked for by this id; null where it is another, or one that cannot be served. */
  asked(stored: unknown, id: string, given: Given): Row | null
}

/** Reads the items that an API answers. */
export function itemsOf(shape: Shape, warn: (message: string) => void): Items {
  const decode = rowDecoder(shape, { path: pathReader })
  const fill = filler(shape)
  const served = (read: () => Row): Row | null => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ItemMistake)) throw error
      warn(`an item of ${shape.name} ${error.message}; it is left out`)
      return null
    }
  }
  return {
    listed: (stored, given) => served(() => decode(fill(stored, given))),
    asked(stored, id, given) {
      const row = served(() => decode(fill(stored, given), id))
      return row && keyText(row.id) === id ? row : null
    },
  }
}

/** Puts what the route says where the item keeps it, unless it says so itself. */
function filler(shape: Shape): (stored: unknown, given: Given) => unknown {
  return (stored, given) => {
    if (!isMap(stored)) return stored
    let item = stored
    // Most routes say nothing: no list of their entries is made for each item.
    for (const field in given) {
      const key = given[field]
      if (key === undefined) continue
      const name = shape.stored[field]
      const at = (typeof name === 'string' ? name : name?.at) ?? field
      const coded =
        typeof name === 'object' && name.codec ? name.codec.encode(key) : plain(shape, field, key)
      if (!isJsonPath(at)) item = withMember(item, at.split('.'), coded)
    }
    return item
  }
}

/** A key as JSON has it: a canonical integer is a number, where the field takes one. */
function plain(shape: Shape, field: string, key: Key): unknown {
  const text = keyText(key)
  const number = keyOf(text)
  return shape.fields[field]?.type.decode(number) === undefined ? text : number
}

type Map = Record<string, unknown>

function withMember(map: Map, [name = '', ...deeper]: readonly string[], value: unknown): Map {
  const own = ownMember(map, name)
  if (deeper.length === 0)
    return own === undefined || own === null ? { ...map, [name]: value } : map
  const inner = own === undefined || own === null ? {} : own
  return isMap(inner) ? { ...map, [name]: withMember(inner, deeper, value) } : map
}
