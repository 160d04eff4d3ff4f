import { UUID } from 'mongodb'
import { isText, isUuid, uuidRange } from '../expression.ts'
import type { Kind } from './kind.ts'
import { comparing, unlike } from './kind.ts'

const PATTERN = '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\z'
const range = { $gte: uuidRange[0], $lte: uuidRange[1] }

/** UUIDs, as binaries or as texts in lower case. */
export const uuidKind: Kind = {
  probes: [
    { name: 'binary', ops: range },
    { name: 'text', ops: { $gte: '' } },
    { name: 'odd', ops: unlike(PATTERN) },
  ],
  key: (printed) => printed,
  fits: (hits) => (hits.has('odd') ? null : [{ ops: { $gte: '' } }, { ops: range }]),
  compare(op, operand, hits) {
    if (hits.has('odd')) return null
    const { $gte, $lte } = range
    const bound = op === 'eq' ? {} : op.startsWith('l') ? { $gte } : { $lte }
    const binary = comparing(op, new UUID(String(operand)), bound)
    return [{ ops: comparing(op, String(operand)) }, { ops: binary }]
  },
  is(value, hits) {
    if (hits.has('odd') || (hits.has('binary') && hits.has('text'))) return null
    return hits.has('binary') ? isUuid(value) : isText(value)
  },
  misfits: (hits) => (hits.has('odd') || hits.has('binary') ? null : [{ $not: { $gte: '' } }]),
}
