import { compareText } from '../../../../fields/key.ts'
import { isText, literal } from '../expression.ts'
import type { Comparison, Condition, Kind } from './kind.ts'
import { comparing, never, only, sayable } from './kind.ts'

/** Any text. */
export const textKind: Kind = {
  probes: [],
  text: true,
  key: (printed) => printed,
  fits: () => only({ $gte: '' }),
  compare: compareTexts,
  is: isText,
  misfits: () => [{ $not: { $gte: '' } }],
}

/** Texts of which the server cannot tell whether they fit; those that equal one that fits do. */
export const patternedKind: Kind = {
  probes: [],
  key: (printed) => printed,
  fits: () => null,
  compare: (op, operand) => (op === 'eq' ? compareTexts(op, operand) : null),
  is: () => null,
}

function compareTexts(op: Comparison, operand: unknown): Condition | null {
  const text = String(operand)
  if (!sayable(text)) return op === 'eq' ? never : null
  return only(comparing(op, text))
}

/** One of some texts. */
export function oneOfKind(values: readonly string[]): Kind {
  const holds: Record<Comparison, (order: number) => boolean> = {
    eq: (order) => order === 0,
    lt: (order) => order < 0,
    lte: (order) => order <= 0,
    gt: (order) => order > 0,
    gte: (order) => order >= 0,
  }
  const known = values.filter(sayable)
  return {
    probes: [],
    key: (printed) => (values.includes(printed) ? printed : undefined),
    fits: () => only({ $in: known }),
    compare(op, operand) {
      const among = known.filter((value) => holds[op](compareText(value, String(operand))))
      return among.length === 1 ? only({ $eq: among[0] }) : only({ $in: among })
    },
    is: (value) => ({ $in: [value, literal(known)] }),
    misfits: () => [{ $nin: known }],
  }
}

/** True and false. */
export const boolKind: Kind = {
  probes: [],
  fits: () => only({ $in: [false, true] }),
  compare(op, operand) {
    const of = [false, true].filter((value) => {
      if (op === 'eq') return value === operand
      const order = Number(value) - Number(operand)
      return op.endsWith('e') && order === 0 ? true : op.startsWith('l') ? order < 0 : order > 0
    })
    return of.length === 1 ? only({ $eq: of[0] }) : only({ $in: of })
  },
  is: (value) => ({ $in: [value, literal([false, true])] }),
  misfits: () => [{ $nin: [false, true] }],
}
