import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isObject } from '../declared.ts'
import { isLimit } from '../draft.ts'
import { suggest } from '../suggest.ts'

const known = ['default', 'max']

/** `page: { default, max }`, positive and in order. */
export function pages({ declared }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const { page } = one.declaration.options
    if (page === undefined) return []
    const at = `${one.name}.page`
    if (!isObject(page)) return [mistake(one, at, `takes { default, max }, not ${shown(page)}`)]
    return [
      ...Object.entries(page).flatMap(([name, value]) => ofEntry(name, value)),
      ...disordered(page),
    ].map((sentence) => mistake(one, at, sentence))
  })
}

function ofEntry(name: string, value: unknown): readonly string[] {
  if (!known.includes(name)) return [`"${name}" is no option of a page.${suggest(name, known)}`]
  return isLimit(value) ? [] : [`${name} takes a positive integer, not ${shown(value)}`]
}

function disordered({ default: most, max }: Readonly<Record<string, unknown>>): readonly string[] {
  return isLimit(most) && isLimit(max) && most > max
    ? [`default is ${most}, more than max, which is ${max}`]
    : []
}
