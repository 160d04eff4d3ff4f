import type { Bound, FieldType } from './field.ts'
import { shown } from './misfit.ts'

/** The options that bound a scalar. */
export interface ScalarBounds {
  readonly min?: unknown
  readonly max?: unknown
  readonly oneOf?: readonly unknown[]
}

/** `min` and `max` by the order of the type, both inclusive, and `oneOf`. */
export function valueBounds(type: FieldType, options: ScalarBounds = {}): readonly Bound[] {
  const { min, max } = options
  return [
    ...orderBound(type, { rule: 'min', limit: min, words: 'below the minimum', sign: -1 }),
    ...orderBound(type, { rule: 'max', limit: max, words: 'above the maximum', sign: 1 }),
    ...oneOfBound(type, options.oneOf),
  ]
}

interface OrderBound {
  readonly rule: 'min' | 'max'
  readonly limit: unknown
  readonly words: string
  /** The sign of `compare(value, limit)` that is refused. */
  readonly sign: -1 | 1
}

function orderBound(type: FieldType, { rule, limit, words, sign }: OrderBound): readonly Bound[] {
  if (limit === undefined) return []
  const wrong = (value: unknown): string | null =>
    type.compare(value, type.parse(limit)) * sign > 0
      ? `${plain(type, value)} is ${words} ${plain(type, type.parse(limit))}`
      : null
  return [{ rule, wrong }]
}

function oneOfBound(type: FieldType, values: readonly unknown[] | undefined): readonly Bound[] {
  if (!values) return []
  const wrong = (value: unknown): string | null => {
    const identity = type.identity(value)
    const known = values.some((each) => type.identity(type.parse(each)) === identity)
    return known
      ? null
      : `${shown(type.encode(value))} is not one of ${values.map(shown).join(', ')}`
  }
  return [{ rule: 'oneOf', wrong }]
}

/** Numbers without quotes, whatever they are encoded as. */
function plain(type: FieldType, value: unknown): string {
  return type.number ? String(value) : shown(type.encode(value))
}

/** The options that bound a size. */
export interface SizeBounds {
  readonly min?: number
  readonly max?: number
}

/** `min` and `max` of a size; `unit` in the singular. */
export function sizeBounds(
  { min, max }: SizeBounds,
  unit: string,
  sizeOf: (value: unknown) => number,
): readonly Bound[] {
  const bound = (rule: 'min' | 'max', limit: number | undefined): readonly Bound[] => {
    if (limit === undefined) return []
    const most = rule === 'max'
    const wrong = (value: unknown): string | null => {
      const size = sizeOf(value)
      if (most ? size <= limit : size >= limit) return null
      return `has ${count(size, unit)}, ${most ? 'at most' : 'at least'} ${limit} ${most ? 'are allowed' : 'are needed'}`
    }
    return [{ rule, wrong }]
  }
  return [...bound('min', min), ...bound('max', max)]
}

function count(size: number, unit: string): string {
  return `${size} ${unit}${size === 1 ? '' : 's'}`
}
