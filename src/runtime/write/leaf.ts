import { isPlainLeaf } from '../../plan/plain-leaf.ts'
import type { Leaf } from '../../plan/shape.ts'

/** Turns a decoded value into what JSON carries; lists element by element; null for nothing. */
export type WriteLeaf = (value: unknown) => unknown

/** The writer of a leaf type. */
export function leafWriter(leaf: Leaf): WriteLeaf {
  const one: WriteLeaf = isPlainLeaf(leaf) ? (value) => value : (value) => leaf.serialize(value)
  const write: WriteLeaf = (value) => {
    if (value === null || value === undefined) return null
    return Array.isArray(value) ? value.map(write) : one(value)
  }
  return leaf.name === 'JSON' ? nullOr(one) : write
}

function nullOr(one: WriteLeaf): WriteLeaf {
  return (value) => (value === null || value === undefined ? null : one(value))
}
