import type { Document } from 'mongodb'
import { foldOf } from '../../../../query/figure.ts'
import type { Figure } from '../../../../query/summary.ts'
import { elementType } from '../../../../query/value.ts'
import type { Served } from '../collection.ts'
import { literal, when, type Expression } from '../expression.ts'
import { spelled, type KeyPlan } from './keys.ts'
import { valuesOf } from './values.ts'

/** Distinct values per group: a pipeline of its own, which answers a document for each key and value. */
export interface DistinctPlan {
  /** The stages behind `$match`. */
  readonly stages: readonly Document[]
  /** The figure by the identity of the keys. */
  fold(answered: readonly Document[], identity: (keys: Document) => string): Map<string, unknown>
  readonly none: unknown
}

/** null where the server cannot tell values apart as the reference does. */
export function distinctPlan(
  of: Served,
  figure: Figure,
  keys: readonly KeyPlan[],
): DistinctPlan | null {
  const values = valuesOf(of, figure.path)
  if (!values) return null
  const { column, many, expression } = values
  const { kind } = column
  const identity = kind?.identity?.('$v') ?? '$v'
  const first: Expression = kind?.spelled ? spelled('$v', kind.spelled) : '$v'
  const isValue: Expression = { $gt: ['$v', literal(null)] }
  const fresh = () => foldOf(figure.fn, elementType(figure.path.type))
  const read = (raw: unknown) =>
    column.decode(kind?.spelled ? ((raw as Document | null)?.['v'] ?? null) : raw)
  return {
    none: fresh().result(),
    stages: [
      { $project: { _id: 0, ...keyFields(keys), v: expression } },
      ...unwound(keys),
      ...(many ? [{ $unwind: '$v' }] : []),
      { $match: { v: { $ne: null } } },
      {
        $group: {
          _id: { k: keyPaths(keys), v: when(isValue, identity, literal(null)) },
          first: { $min: first },
        },
      },
    ],
    fold(answered, identityOf) {
      const folds = new Map<string, ReturnType<typeof fresh>>()
      for (const { _id, first: raw } of answered) {
        const at = identityOf((_id as Document)['k'] as Document)
        const fold = folds.get(at) ?? fresh()
        folds.set(at, fold)
        fold.add(read(raw))
      }
      return new Map([...folds].map(([at, fold]) => [at, fold.result()]))
    },
  }
}

/** Each key under a name: `k0`, `k1`. */
export function keyFields(keys: readonly KeyPlan[]): Document {
  return Object.fromEntries(keys.map(({ expression }, i) => [`k${i}`, expression]))
}

/** A document for each combination of keys. */
export function unwound(keys: readonly KeyPlan[]): Document[] {
  return keys.flatMap(({ many }, i) => (many ? [{ $unwind: `$k${i}` }] : []))
}

export function keyPaths(keys: readonly KeyPlan[]): Document | null {
  if (keys.length === 0) return null
  return Object.fromEntries(keys.map((_, i) => [`k${i}`, `$k${i}`]))
}
