import type { ReadDecision, User } from '../access/rule.ts'
import type { Store, StoreContext } from '../connectors/connector.ts'
import type { CollectionModel, ComputedModel, FieldModel, Model } from '../model/model.ts'
import type { StepArguments } from '../plan/arguments.ts'
import type { Key } from '../fields/key.ts'
import type { Filter } from '../query/filter.ts'
import type { Row } from '../query/row.ts'
import type { SummaryAnswer } from '../query/summary.ts'
import type { Step } from '../plan/plan.ts'
import type { Batches } from './batch.ts'
import type { Flights } from './flights.ts'
import type { Meter } from './meter.ts'
import type { Readers } from './readers.ts'
import type { Seen } from './seen.ts'

/** Where the rows come from. */
export interface Stores {
  /** @throws StoreError where the collection's store is not open (or inside the calls) */
  store(collection: string): Store
}

/** One operation at work: everything that lives as long as its request. */
export interface Run {
  readonly model: Model
  readonly stores: Stores
  readonly readers: Readers
  readonly user: User | null
  readonly context: StoreContext
  /** By step slot. */
  readonly args: readonly StepArguments[]
  /** By step slot: parent (a row, an element of a list of objects, or `root`) → what was loaded for it. */
  readonly sheet: readonly Map<object, Cell>[]
  readonly meter: Meter
  readonly rules: Map<CollectionModel, ReadDecision>
  readonly seen: Seen
  readonly batches: Batches
  /** Shared by all operations of the engine. */
  readonly flights: Flights
  /** Stores that left something undone before; shared by all operations of the engine. */
  readonly partial: WeakSet<Store>
  /** Semi-joins already asked in this operation: the far keys; null where there are too many. */
  readonly joined: Map<Filter, Promise<readonly Key[] | null>>
  /** What rules and other code of the declarations read items by, made when first asked for. */
  readonly items: () => unknown
  /** How many rules deep: 0 is the operation itself. Calls on behalf of rules count as further pages. */
  readonly aside: number
  /** Calls are beyond what the bound counts as calls: further pages, chunks and looks ahead. */
  readonly further: boolean
  /** Pages of the whole operation beyond which this part of it gives up; else `limits.scannedPages`. */
  readonly mostPages?: number
}

/** The same operation, going on beyond its steps' own calls. */
export function beyond(run: Run): Run {
  return run.further ? run : { ...run, further: true }
}

/** The same, on a way that can be left for another: half of the further pages that are left are kept for that one. */
export function trying(run: Run): Run {
  const { pages } = run.meter
  return { ...beyond(run), mostPages: pages + Math.floor(pagesLeft(run) / 2) }
}

/** How many further pages the operation may still read. */
export function pagesLeft({ model, meter, mostPages }: Run): number {
  return (mostPages ?? model.limits.scannedPages) - meter.pages
}

/** @throws Error where the model has no such collection, which it has made sure of */
export function collectionOf(run: Run, name: string): CollectionModel {
  const collection = run.model.collections.get(name)
  if (!collection) throw new Error(`No collection ${name}`)
  return collection
}

/** The parent of root steps. */
export const root: object = Object.freeze({ root: true })

/** What a step loaded for one parent. */
export type Cell = Row | null | Failure | ListCell | SummaryCell | readonly (Row | Failure | null)[]

/** One page of a list. */
export interface ListCell {
  readonly rows: readonly Row[]
  readonly hasNext: boolean
  readonly hasPrevious: boolean
  readonly total: number | null
  /** The cursor of the row at this place of the page. */
  cursor(index: number): string
}

/** The answer of a summary or of groups; `leaves` name the parts of each key. */
export interface SummaryCell {
  readonly groups: SummaryAnswer
  readonly leaves: readonly string[]
}

/** An error in the place of a value. */
export class Failure {
  readonly error: unknown
  constructor(error: unknown) {
    this.error = error
  }
}

/** The rule for reading a collection, decided once per operation. */
export function ruleOf(run: Run, collection: CollectionModel): ReadDecision {
  let rule = run.rules.get(collection)
  if (!rule) run.rules.set(collection, (rule = collection.read(run.user)))
  return rule
}

/** Whether a field may be used in filters, sorts and groups: only when that does not depend on the row. */
export function mayRead(user: User | null): (field: FieldModel | ComputedModel) => boolean {
  return (field) => field.readable(user) === true
}

/** The sheet's page for a step. */
export function sheetOf(run: Run, step: Step): Map<object, Cell> {
  const cells = run.sheet[step.slot]
  if (!cells) throw new Error(`No page for step ${step.at}`)
  return cells
}

/** The arguments of a step in this request. */
export function argsOf(run: Run, step: Step): StepArguments {
  const args = run.args[step.slot]
  if (!args) throw new Error(`No arguments for step ${step.at}`)
  return args
}
