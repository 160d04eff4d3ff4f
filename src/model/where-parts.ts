/** A condition taken apart: what is asked of a list or a link as a whole, and what of its inside. */

export const QUANTIFIERS = ['some', 'every', 'none'] as const
/** What may be asked of a list of objects as a whole. */
export const LIST_OPERATORS: ReadonlySet<string> = new Set(['isNull', 'exists', 'size'])

/** The quantifiers that a condition has. */
export function quantifiers(
  value: Readonly<Record<string, unknown>>,
): [(typeof QUANTIFIERS)[number], unknown][] {
  return QUANTIFIERS.filter((name) => name in value).map((name) => [name, value[name]])
}

/** The named parts of a condition, and the rest. */
export function parted(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
): [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>] {
  const entries = Object.entries(value)
  const taken = entries.filter(([name]) => names.includes(name))
  const left = entries.filter(([name]) => !names.includes(name))
  return [Object.fromEntries(taken), Object.fromEntries(left)]
}
