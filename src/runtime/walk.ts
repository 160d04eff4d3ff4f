import { LimitError, StoreError } from '../errors.ts'
import { keyText, type Key } from '../fields/key.ts'
import { carriersPerRow } from '../plan/bound.ts'
import { kindOf } from '../model/kinds.ts'
import type { Step } from '../plan/plan.ts'
import type { Path } from '../query/filter.ts'
import type { Row } from '../query/row.ts'
import { keysAt, valueAt } from '../query/value.ts'
import { emptyList, listCell, questionOf } from './lists.ts'
import { ownedLists } from './owned.ts'
import { inCarrier, uniqueKeys } from './keys.ts'
import { readByIds, readOnePerKey, readTargets } from './read-ids.ts'
import { readByKeys, readList } from './read.ts'
import { argsOf, Failure, root, sheetOf, type Cell, type ListCell, type Run } from './run.ts'
import { groupsCell, summaryCell } from './summaries.ts'

/**
 * Fills the sheet: each step loads for its whole list of parents at once, as soon as the parents are there, and
 * waits for no other branch. A failure stands in the cells of its own step only, and not in those of parents that
 * asked the store for nothing.
 */
export async function walk(run: Run, steps: readonly Step[]): Promise<void> {
  await Promise.all(steps.filter((step) => !step.parent).map((step) => walkStep(run, step, [root])))
}

async function walkStep(run: Run, step: Step, parents: readonly object[]): Promise<void> {
  const cells = sheetOf(run, step)
  try {
    await load(run, step, parents)
  } catch (error) {
    for (const parent of parents) if (!cells.has(parent)) cells.set(parent, new Failure(error))
    return
  }
  if (step.children.length === 0) return
  const rows = rowsOf(cells)
  if (rows.length === 0) return
  await Promise.all(step.children.map((child) => walkChild(run, child, ofKinds(run, child, rows))))
}

/** The rows of the kinds that a child step is for. */
function ofKinds(run: Run, { on, parent }: Step, rows: readonly Row[]): readonly Row[] {
  const kinds = parent?.collection.kinds
  return on && kinds ? rows.filter((row) => on.has(kindOf(kinds, row, run.user))) : rows
}

/** The bound counts on so many elements per list of objects: more than that is refused, not loaded. */
async function walkChild(run: Run, child: Step, rows: readonly Row[]): Promise<void> {
  const carriers = carriersOf(child, rows)
  const most = carriersPerRow(child) * rows.length
  if (carriers.length <= most) return walkStep(run, child, carriers)
  const message = `"${child.at}" has ${carriers.length} links in lists of objects where ${most} were counted on; declare a max on the list`
  const failure = new Failure(new LimitError('rows', most, message))
  for (const carrier of carriers) sheetOf(run, child).set(carrier, failure)
}

function load(run: Run, step: Step, parents: readonly object[]): Promise<void> {
  switch (step.by.kind) {
    case 'id':
    case 'ids':
      return loadIds(run, step)
    case 'list':
      return loadList(run, step)
    case 'summary':
      return intoRoot(run, step, summaryCell(run, step))
    case 'groups':
      return intoRoot(run, step, groupsCell(run, step))
    case 'ref':
      return loadRefs(run, step, parents)
    case 'reverse':
      return step.by.link.many
        ? loadReverseLists(run, step, parents)
        : loadReverseOnes(run, step, parents)
    case 'owned':
      return ownedLists(run, step, parents)
  }
}

async function intoRoot(run: Run, step: Step, cell: Promise<Cell>): Promise<void> {
  sheetOf(run, step).set(root, await cell)
}

async function loadIds(run: Run, step: Step): Promise<void> {
  const ids = argsOf(run, step).ids
  const wish = { ids: uniqueKeys(ids), fields: step.fields, purpose: 'rows' as const }
  const found = await readByIds(run, step.collection, wish)
  const cells = ids.map((id) => failureOr(found.get(keyText(id)) ?? null))
  sheetOf(run, step).set(root, step.by.kind === 'id' ? (cells[0] ?? null) : cells)
}

async function loadList(run: Run, step: Step): Promise<void> {
  const question = questionOf(run, step)
  const selection = step.by.kind === 'list' ? step.by.selection : null
  const rule = selection?.read(run.user)
  const answer = await readList(run, step.collection, { question, purpose: 'rows', rule })
  sheetOf(run, step).set(root, listCell(answer, question))
}

/** One key per parent: the far items by id, or by the unique field that the link names. */
async function loadRefs(run: Run, step: Step, parents: readonly object[]): Promise<void> {
  if (step.by.kind !== 'ref') return
  const { link, carrier } = step.by
  const near = inCarrier(link, carrier)
  const cells = sheetOf(run, step)
  const keys = new Map<string, Key>()
  const texts = parents.map((parent) => {
    const key = valueAt(parent as Row, near) as Key | null | undefined
    if (key === null || key === undefined) {
      cells.set(parent, null)
      return null
    }
    const text = keyText(key)
    keys.set(text, key)
    return text
  })
  const ids = [...keys.values()]
  const wish = { path: link.ends.far, ids, fields: step.fields, purpose: 'rows' as const }
  const found = await readTargets(run, step.collection, wish)
  for (const [place, parent] of parents.entries()) {
    const text = texts[place]
    if (typeof text === 'string') cells.set(parent, failureOr(found.get(text) ?? null))
  }
}

/** The far side holds our key: one item per parent. */
async function loadReverseOnes(run: Run, step: Step, parents: readonly object[]): Promise<void> {
  if (step.by.kind !== 'reverse') return
  const { near, far } = step.by.link.ends
  const keys = keysOf(parents, near)
  const cells = sheetOf(run, step)
  for (const parent of parents) if (!keys.has(parent)) cells.set(parent, null)
  const wish = { path: far, keys: uniqueKeys(keys.values()), fields: step.fields }
  const found = await readOnePerKey(run, step.collection, { ...wish, purpose: 'rows' })
  for (const [parent, key] of keys) cells.set(parent, found.get(keyText(key)) ?? null)
}

/** The far side holds our key: a page of items per parent. */
async function loadReverseLists(run: Run, step: Step, parents: readonly object[]): Promise<void> {
  if (step.by.kind !== 'reverse') return
  const { near, far } = step.by.link.ends
  const keyed = keysOf(parents, near)
  const keys = uniqueKeys(keyed.values())
  const question = questionOf(run, step)
  const cells = sheetOf(run, step)
  for (const parent of parents) if (!keyed.has(parent)) cells.set(parent, emptyList(question))
  const answers = await readByKeys(run, step.collection, {
    path: far,
    keys,
    question,
    purpose: 'rows',
  })
  const byKey = new Map<string, ListCell>()
  for (const [place, key] of keys.entries()) {
    const answer = answers[place]
    if (answer) byKey.set(keyText(key), listCell(answer, question))
  }
  for (const [parent, key] of keyed)
    cells.set(parent, byKey.get(keyText(key)) ?? emptyList(question))
}

function keysOf(parents: readonly object[], near: Path): ReadonlyMap<object, Key> {
  const keys = new Map<object, Key>()
  for (const parent of parents) {
    const [key] = keysAt(parent as Row, near)
    if (key !== undefined) keys.set(parent, key)
  }
  return keys
}

/** The rows that a step loaded, each once. */
function rowsOf(cells: ReadonlyMap<object, Cell>): readonly Row[] {
  const [only] = cells.values()
  if (cells.size === 1 && only && isList(only)) return only.rows
  const rows = new Set<Row>()
  const add = (row: Row | Failure | null) => {
    if (row !== null && !(row instanceof Failure)) rows.add(row)
  }
  for (const cell of cells.values()) {
    if (cell === null || cell instanceof Failure) continue
    if (Array.isArray(cell)) cell.forEach(add)
    else if (isList(cell)) cell.rows.forEach(add)
    else add(cell as Row)
  }
  return [...rows]
}

function isList(cell: object): cell is ListCell {
  return 'cursor' in cell && typeof cell.cursor === 'function'
}

/** The objects that hold a child's keys: the rows, or the elements of a list of objects in them. */
function carriersOf(child: Step, rows: readonly Row[]): readonly object[] {
  const carrier = 'carrier' in child.by ? child.by.carrier : null
  if (!carrier) return rows
  const found: object[] = []
  for (const row of rows) collectElements(row, carrier.names, found)
  return found
}

function collectElements(at: unknown, names: readonly string[], found: object[]): void {
  if (Array.isArray(at)) {
    for (const element of at) collectElements(element, names, found)
    return
  }
  if (typeof at !== 'object' || at === null) return
  const [name, ...deeper] = names
  if (name === undefined) found.push(at)
  else collectElements((at as Record<string, unknown>)[name], deeper, found)
}

function failureOr(row: Row | StoreError | null): Row | Failure | null {
  return row instanceof StoreError ? new Failure(row) : row
}
