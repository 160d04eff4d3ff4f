import { isPlainLeaf } from '../../plan/plain-leaf.ts'
import type { Leaf } from '../../plan/shape.ts'

/** Turns a decoded value into what JSON carries; null for nothing. */
export type WriteLeaf = (value: unknown) => unknown

/** The writer of a leaf type, element by element through the lists around it. */
export function leafWriter(leaf: Leaf): WriteLeaf {
  const { type } = leaf
  let write: WriteLeaf = isPlainLeaf(leaf)
    ? (value) => value ?? null
    : (value) => (value === null || value === undefined ? null : type.serialize(value))
  for (let lists = leaf.lists; lists > 0; lists--) {
    const one = write
    write = (value) => (Array.isArray(value) ? value.map(one) : null)
  }
  return write
}
