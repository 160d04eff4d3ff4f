import { keyOf, type Key } from '../../../fields/key.ts'
import type { Shape } from '../../connector.ts'
import type { Route } from './route.ts'

/** What the places of a route are filled with, for one id. */
export type Places = Readonly<Record<string, Key>>

/** Ways to part one id that are tried. */
const WAYS = 4

/**
 * Parts an id for a route: `{id}` is all of it, other places are parts of a composed id, `3-1` of `{user}-{n}`. Where an
 * id can be parted in several ways (`a-b-1`) each is one; where its parts do not fit their fields there is none.
 */
export function idParts(shape: Shape, { names }: Route): (id: string) => readonly Places[] {
  const template = shape.idFrom ?? 'id'
  if (names.every((name) => name === 'id')) return (id) => [{ id }]
  const parts = template.split(/\{([^{}]+)\}/)
  const fields = parts.filter((_, at) => at % 2 === 1)
  const between = parts.filter((_, at) => at % 2 === 0)
  return (id) =>
    splits(id, between)
      .filter((values) => values.every((value, at) => fits(shape, fields[at] ?? '', value)))
      .slice(0, WAYS)
      .map((values) => ({
        id,
        ...Object.fromEntries(fields.map((name, at) => [name, values[at] ?? ''])),
      }))
}

/** The texts that stand between the fixed ones, in every way. */
function splits(id: string, [first = '', ...others]: readonly string[]): string[][] {
  if (!id.startsWith(first)) return []
  const rest = id.slice(first.length)
  const [next, ...further] = others
  if (next === undefined) return rest === '' ? [[]] : []
  const found: string[][] = []
  for (let end = 1; end <= rest.length && found.length < WAYS * WAYS; end++) {
    if (further.length === 0 && rest.length - end !== next.length) continue
    if (!rest.startsWith(next, end)) continue
    for (const deeper of splits(rest.slice(end), others))
      found.push([rest.slice(0, end), ...deeper])
  }
  return found
}

function fits({ fields }: Shape, name: string, value: string): boolean {
  const type = fields[name]?.type
  return !type || [value, keyOf(value)].some((each) => type.decode(each) !== undefined)
}
