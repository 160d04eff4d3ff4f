import { fold } from './fold.ts'
import { pattern, type TextTest } from './pattern.ts'

/** The operators that look into a text. */
export type TextOperator = 'contains' | 'startsWith' | 'endsWith' | 'matches'

/**
 * A text operator with its operand, as a test of texts. All but `matches` are literal; `ignoreCase` is Unicode
 * simple case folding.
 * @throws Misfit when the operand of `matches` is no pattern
 */
export function textTest(op: TextOperator, operand: string, ignoreCase = false): TextTest {
  if (op === 'matches') return pattern(operand, ignoreCase)
  if (!ignoreCase) return literal(op, operand)
  const folded = literal(op, fold(operand))
  return (text) => folded(fold(text))
}

/** Starts or ends with half of a surrogate pair, so that it could match half of a code point. */
const HALF_POINT = /^[\udc00-\udfff]|[\ud800-\udbff]$/

function literal(op: Exclude<TextOperator, 'matches'>, part: string): TextTest {
  if (HALF_POINT.test(part)) return byCodePoint(op, part)
  if (op === 'contains') return (text) => text.includes(part)
  if (op === 'startsWith') return (text) => text.startsWith(part)
  return (text) => text.endsWith(part)
}

function byCodePoint(op: Exclude<TextOperator, 'matches'>, part: string): TextTest {
  const escaped = part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const source = { contains: escaped, startsWith: `^${escaped}`, endsWith: `${escaped}$` }[op]
  const regex = new RegExp(source, 'u')
  return (text) => regex.test(text)
}
