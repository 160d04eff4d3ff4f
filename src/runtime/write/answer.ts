import type { Plan, RootField } from '../../plan/plan.ts'
import type { Row } from '../../query/row.ts'
import { Failure, root, sheetOf, type SummaryCell } from '../run.ts'
import { itemWriter } from './item.ts'
import { listWriter } from './list.ts'
import { fail, type Output } from './output.ts'
import { ofRow } from './source.ts'
import { summaryWriter } from './summary.ts'

/** Writes `data` from the sheet; what is left to graphql-js comes in `introspected`. */
export type WriteAnswer = (
  out: Output,
  introspected: Readonly<Record<string, unknown>>,
) => Record<string, unknown>

/** Compiles a plan to the writer of its answers: once per document, no code per field type at run time. */
export function answerWriter(plan: Plan): WriteAnswer {
  const fields = plan.roots.map((field) => ({ key: field.key, write: rootWriter(field) }))
  return (out, introspected) => {
    const data: Record<string, unknown> = Object.create(null)
    for (const { key, write } of fields) data[key] = write(out, introspected)
    return data
  }
}

type WriteRoot = (out: Output, introspected: Readonly<Record<string, unknown>>) => unknown

function rootWriter(field: RootField): WriteRoot {
  const place = { key: field.key, above: null }
  switch (field.kind) {
    case 'typename':
      return () => field.typeName
    case 'introspection':
      return (_, introspected) => introspected[field.key] ?? null
    case 'list': {
      const { collection } = field.step
      const write = listWriter(field.shape, itemWriter)
      return (out) => write({ cell: cellOf(out, field), collection }, out, place)
    }
    case 'item':
      return itemRoot(field)
    case 'items':
      return itemsRoot(field)
    case 'summary':
    case 'groups':
      return summaryRoot(field)
  }
}

type Loaded = Exclude<RootField, { kind: 'typename' | 'introspection' }>

function cellOf(out: Output, field: Loaded) {
  return sheetOf(out.run, field.step).get(root) ?? null
}

function itemRoot(field: Extract<RootField, { kind: 'item' }>): WriteRoot {
  const place = { key: field.key, above: null }
  const write = itemWriter(field.shape)
  return (out) => {
    const cell = cellOf(out, field)
    if (cell === null) return null
    if (cell instanceof Failure) return fail(out, cell, place)
    return write(ofRow(cell as Row, field.step.collection), out, place)
  }
}

function itemsRoot(field: Extract<RootField, { kind: 'items' }>): WriteRoot {
  const above = { key: field.key, above: null }
  const write = itemWriter(field.shape)
  return (out) => {
    const cell = cellOf(out, field)
    if (cell instanceof Failure) return fail(out, cell, above)
    return (cell as readonly (Row | Failure | null)[]).map((one, key) => {
      if (one === null) return null
      if (one instanceof Failure) return fail(out, one, { key, above })
      return write(ofRow(one, field.step.collection), out, { key, above })
    })
  }
}

function summaryRoot(field: Extract<RootField, { kind: 'summary' | 'groups' }>): WriteRoot {
  const place = { key: field.key, above: null }
  const write = summaryWriter(field.shape)
  return (out) => {
    const cell = cellOf(out, field)
    if (cell instanceof Failure) return fail(out, cell, place)
    const { groups } = cell as SummaryCell
    const written = groups.map((group) => write(group, cell as SummaryCell))
    return field.kind === 'groups' ? written : (written[0] ?? null)
  }
}
