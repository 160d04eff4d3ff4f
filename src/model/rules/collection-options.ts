import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import type { Declared } from '../declared.ts'
import { idTypes } from '../draft.ts'
import { suggest } from '../suggest.ts'

const known = [
  'store',
  'description',
  'fields',
  'computed',
  'unique',
  'can',
  'order',
  'plural',
  'idType',
  'meta',
  'page',
  'kinds',
]

/** Options that a collection does not have, and simple ones with a wrong value. */
export function collectionOptions({ declared }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => [...unknown(one), ...wrong(one)])
}

function unknown(one: Declared): readonly Mistake[] {
  const names = Object.keys(one.declaration.options).filter((name) => !known.includes(name))
  return names.map((name) =>
    mistake(one, `${one.name}.${name}`, `is no option of a collection.${suggest(name, known)}`),
  )
}

interface Simple {
  readonly fits: (value: unknown) => boolean
  readonly wanted: string
}

const text: Simple = { fits: (value) => typeof value === 'string', wanted: 'text' }

const simple: Readonly<Record<string, Simple>> = {
  idType: {
    fits: (value) => idTypes.some((type) => type === value),
    wanted: `one of ${idTypes.join(' ')}`,
  },
  meta: { fits: (value) => typeof value === 'boolean', wanted: 'true or false' },
  plural: text,
  description: text,
}

function wrong(one: Declared): readonly Mistake[] {
  return Object.entries(simple).flatMap(([option, { fits, wanted }]) => {
    const value = one.declaration.options[option]
    if (value === undefined || fits(value)) return []
    return [mistake(one, `${one.name}.${option}`, `takes ${wanted}, not ${shown(value)}`)]
  })
}
