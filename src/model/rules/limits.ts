import { defaultLimits } from '../../declare/limits.ts'
import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isLimit } from '../draft.ts'
import { suggest } from '../suggest.ts'

const nowhere = { file: null }

/** Limits that are none, or no positive integers, or contradict each other. */
export function limits({ config, model }: Checked): readonly Mistake[] {
  const each = Object.entries(config.limits ?? {}).flatMap(([name, value]) => {
    const at = `config.limits.${name}`
    if (!Object.hasOwn(defaultLimits, name)) {
      return [mistake(nowhere, at, `is no limit.${suggest(name, Object.keys(defaultLimits))}`)]
    }
    if (value === undefined || isLimit(value)) return []
    return [mistake(nowhere, at, `takes a positive integer, not ${shown(value)}`)]
  })
  return [...each, ...pairs.flatMap(([less, more]) => inOrder(model.limits, less, more))]
}

type Limits = Checked['model']['limits']

const pairs = [
  ['pageDefault', 'pageMax'],
  ['groupsDefault', 'groupsMax'],
] as const

function inOrder(all: Limits, less: keyof Limits, more: keyof Limits): readonly Mistake[] {
  if (all[less] <= all[more]) return []
  return [
    mistake(
      nowhere,
      `config.limits.${less}`,
      `is ${all[less]}, more than ${more}, which is ${all[more]}`,
    ),
  ]
}
