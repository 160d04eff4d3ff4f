import type { KeyShape, SummaryField, SummaryShape } from '../../plan/shape.ts'
import type { Summary } from '../../query/summary.ts'
import type { SummaryCell } from '../run.ts'
import { leafWriter } from './leaf.ts'
import { objectWriter } from './object.ts'

/** Writes the object of a summary, or of one group. */
export type WriteSummary = (summary: Summary, cell: SummaryCell) => Record<string, unknown>

/** Compiles the shape of a summary or a group to its writer. */
export function summaryWriter(shape: SummaryShape): WriteSummary {
  const fields = shape.fields.map((field) => ({ key: field.key, write: fieldWriter(field) }))
  const write = objectWriter<Summary, SummaryCell, null>(fields)
  return (summary, cell) => write(summary, cell, null)
}

function fieldWriter(field: SummaryField): (summary: Summary, cell: SummaryCell) => unknown {
  switch (field.kind) {
    case 'typename':
      return () => field.typeName
    case 'count':
      return (summary) => summary.count
    case 'figures':
      return summaryWriter(field.shape)
    case 'figure': {
      const write = leafWriter(field.leaf)
      return (summary) => write(summary.values[field.index])
    }
    case 'groupKey':
      return keyWriter(field.shape)
  }
}

/** A key's objects are never null; a part that rows are not grouped by is. */
function keyWriter(
  shape: KeyShape,
): (summary: Summary, cell: SummaryCell) => Record<string, unknown> {
  const fields = shape.fields.map((field) => {
    if (field.kind === 'typename') return { key: field.key, write: () => field.typeName }
    if (field.kind === 'object') return { key: field.key, write: keyWriter(field.shape) }
    const leaf = leafWriter(field.leaf)
    const write = (summary: Summary, cell: SummaryCell) =>
      leaf(summary.key[cell.leaves.indexOf(field.name)])
    return { key: field.key, write }
  })
  const write = objectWriter<Summary, SummaryCell, null>(fields)
  return (summary, cell) => write(summary, cell, null)
}
