import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { sortKeys } from '../sort.ts'
import { sentences } from './sentences.ts'

/** `order` is the store's own, or a sort. */
export function orders({ declared, model }: Checked): readonly Mistake[] {
  return declared.flatMap((one) => {
    const collection = model.collections.get(one.name)
    const { order } = one.declaration.options
    if (!collection || order === undefined || order === 'store') return []
    const at = `${one.name}.order`
    if (!Array.isArray(order)) {
      return [
        mistake(one, at, `takes 'store' or a sort such as [{ title: 'asc' }], not ${shown(order)}`),
      ]
    }
    const { issues } = sortKeys({ model, collection, sort: order, mayRead: () => true, at: [] })
    return sentences(issues).map((sentence) => mistake(one, at, sentence))
  })
}
