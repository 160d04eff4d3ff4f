import { sizeBounds } from './bounds.ts'
import type { Bound, FieldType } from './field.ts'
import { Misfit } from './field.ts'
import { joinIdentities } from './identity.ts'
import { misfit, shown } from './misfit.ts'
import { listOperators, objectsOperators } from './operators.ts'
import { byElements } from './order.ts'

const NAME = 'a list'

/** The type of lists of `element`. Elements are never null; one that does not fit makes the list not fit. */
export function listType(element: FieldType): FieldType {
  return Object.freeze<FieldType>({
    name: `${NAME} with elements of this type: ${element.name}`,
    scalar: null,
    element,
    operators: isPlain(element) ? listOperators : objectsOperators,
    parse: (input) => asList(input).map((each, i) => parseAt(element, each, i)),
    decode: (stored) => decodeEach(stored, element),
    encode: (value) => asList(value).map((each) => element.encode(each)),
    compare: (a, b) => byElements(asList(a), asList(b), element.compare),
    identity: (value) => joinIdentities(asList(value).map(element.identity)),
  })
}

/** Objects and lists have no value of their own to ask for. */
function isPlain(element: FieldType): boolean {
  return element.operators.includes('eq')
}

/** The list itself. @throws Misfit */
export function asList(input: unknown): readonly unknown[] {
  if (Array.isArray(input)) return input
  throw misfit(input, NAME)
}

/** An element in its list: its mistakes say where. @throws Misfit */
export function parseAt(type: FieldType, input: unknown, at: number): unknown {
  if (input === null || input === undefined) throw new Misfit(`null is not ${type.name}`, [at])
  try {
    return type.parse(input)
  } catch (error) {
    throw error instanceof Misfit ? new Misfit(error.message, [at, ...error.path]) : error
  }
}

/** Each element decoded; undefined as a whole where one does not fit. */
function decodeEach(stored: unknown, element: FieldType): unknown {
  if (!Array.isArray(stored)) return undefined
  const values = stored.map((each) => (each == null ? undefined : element.decode(each)))
  return values.includes(undefined) ? undefined : values
}

/** Options that bound a list. */
export interface ListBounds {
  readonly min?: number
  readonly max?: number
  /** No two elements are equal. */
  readonly unique?: boolean
}

/** Size, and elements that are equal to an earlier one. */
export function listBounds(type: FieldType, options: ListBounds = {}): readonly Bound[] {
  const sizes = sizeBounds(options, 'element', (value) => asList(value).length)
  return options.unique ? [...sizes, uniqueBound(type.element ?? type)] : sizes
}

function uniqueBound(element: FieldType): Bound {
  return {
    rule: 'unique',
    wrong: (value) => {
      const seen = new Set<unknown>()
      const again = asList(value).find((each) => {
        if (each === undefined) return false // refused already
        const identity = element.identity(each)
        const known = seen.has(identity)
        seen.add(identity)
        return known
      })
      return again === undefined ? null : `holds ${shown(element.encode(again))} more than once`
    },
  }
}
