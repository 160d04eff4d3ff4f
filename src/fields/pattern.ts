import type { Bound } from './field.ts'
import { shown } from './misfit.ts'

/** A pattern, or a function that answers it when a value is written. */
export type Pattern = RegExp | (() => RegExp)

/** Options of texts that must match. */
export interface PatternOptions {
  /** A pattern that the text must match, anchored as written: `/^[A-Z]/`. */
  readonly pattern?: Pattern
  /** Patterns that the text must all match. */
  readonly patterns?: readonly Pattern[]
}

/** One bound a pattern, so that each that fails is told. */
export function patternBounds({ pattern, patterns = [] }: PatternOptions): readonly Bound[] {
  return [
    ...(pattern ? [patternBound('pattern', pattern)] : []),
    ...patterns.map((each) => patternBound('patterns', each)),
  ]
}

function patternBound(rule: string, given: Pattern): Bound {
  return {
    rule,
    wrong: (value) => {
      const pattern = typeof given === 'function' ? given() : given
      return stateless(pattern).test(String(value))
        ? null
        : `${shown(value)} does not match ${pattern}`
    },
  }
}

/** `g` and `y` make `test` start where the last one ended. */
function stateless(pattern: RegExp): RegExp {
  if (!pattern.global && !pattern.sticky) return pattern
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
}
