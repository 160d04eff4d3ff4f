import type { CollectionModel } from '../model/model.ts'
import type { Compilation } from './compilation.ts'
import { figureOutputs } from './figures.ts'

/** The figures of all items that match: `BooksSummary`. */
export function summaryType(c: Compilation, of: CollectionModel): string {
  return c.types.values(of.names.summary, () => ({
    description: `Figures of all ${of.name} that match and are visible. Null values have no part in them.`,
    fields: () => figureOutputs(c, of),
  }))
}
