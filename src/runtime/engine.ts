import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import type { User } from '../access/rule.ts'
import type { Store } from '../connectors/connector.ts'
import type { Model } from '../model/model.ts'
import { checkBound, exactBound, staticBound, type PlanBound } from '../plan/bound.ts'
import { planArguments } from '../plan/arguments.ts'
import { explain } from '../plan/explain.ts'
import type { Plan } from '../plan/plan.ts'
import { introspect } from '../plan/introspect.ts'
import { prepareOperation, type Prepared } from '../plan/operation.ts'
import { errorAt, refusal } from '../plan/refuse.ts'
import { newBatches } from './batch.ts'
import type { Flights } from './flights.ts'
import { itemReaders, type ItemReaders } from './loaders.ts'
import { newMeter, type Meter } from './meter.ts'
import { readByKeys, readList } from './read.ts'
import { readFar, readKeyed } from './read-ids.ts'
import { mayRead, type Run, type Stores } from './run.ts'
import { rereadCollections } from './reread.ts'
import { newSeen } from './seen.ts'
import { walk } from './walk.ts'
import { answerWriter, type WriteAnswer } from './write/answer.ts'

/** Executes operations of one schema over open stores. */
export interface Engine {
  readonly schema: GraphQLSchema
  /** Never rejects: what goes wrong stands in `errors`. */
  execute(request: ExecuteRequest): Promise<ExecutionResult>
}

/** One operation to execute; the document is parsed and valid. */
export interface ExecuteRequest {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
  readonly user?: User | null | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Answer `extensions.plan`. */
  readonly explain?: boolean
}

/** The engine of a model; it keeps the plans of the documents that it has seen as long as those live. */
export function createEngine(model: Model, schema: GraphQLSchema, stores: Stores): Engine {
  const flights: Flights = new WeakMap()
  const partial = new WeakSet<Store>()
  const execute = async (request: ExecuteRequest): Promise<ExecutionResult> => {
    try {
      const prepared = prepareOperation(model, schema, request)
      return await answer({ model, schema, stores, flights, partial }, request, prepared)
    } catch (error) {
      return { errors: refusal(error) }
    }
  }
  return { schema, execute }
}

interface Ground {
  readonly flights: Flights
  readonly partial: WeakSet<Store>
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly stores: Stores
}

async function answer(
  ground: Ground,
  request: ExecuteRequest,
  prepared: Prepared,
): Promise<ExecutionResult> {
  const { model } = ground
  const { plan, variables } = prepared
  const user = request.user ?? null
  const asker = { model, variables, mayRead: mayRead(user) }
  const { args, bad } = planArguments(plan.steps, asker)
  if (bad.length > 0) return { errors: bad.map(({ error, path }) => errorAt(error, path)) }
  const bound = exactBound(plan, { model, args, user })
  checkBound(bound, model)
  const run = newRun(ground, request, { plan, args })
  const introspected = introspect(ground.schema, prepared)
  await walk(run, plan.steps)
  const out = { run, errors: [], written: new Map() }
  const data = writerOf(plan)(out, introspected)
  const result = out.errors.length > 0 ? { data, errors: out.errors } : { data }
  if (!request.explain) return result
  const account = accountOf({ plan, bound, model, user, meter: run.meter })
  return { ...result, extensions: { plan: account } }
}

/** Writers live as long as their plans. */
const writers = new WeakMap<Plan, WriteAnswer>()

function writerOf(plan: Plan): WriteAnswer {
  let write = writers.get(plan)
  if (!write) writers.set(plan, (write = answerWriter(plan)))
  return write
}

function newRun(
  ground: Ground,
  request: ExecuteRequest,
  { plan, args }: { plan: Plan; args: Run['args'] },
): Run {
  const { model, stores } = ground
  let items: ItemReaders | null = null
  const run: Run = {
    model,
    stores,
    readers: { far: readFar, keyed: readKeyed, list: readList, byKeys: readByKeys },
    user: request.user ?? null,
    context: {
      ...(request.signal && { signal: request.signal }),
      ...(request.headers && { headers: request.headers }),
      user: request.user ?? null,
      rowBudget: model.limits.rowBudget,
    },
    args,
    sheet: args.map(() => new Map()),
    meter: newMeter(),
    rules: new Map(),
    batches: newBatches(),
    flights: ground.flights,
    partial: ground.partial,
    seen: newSeen(rereadCollections(plan, args)),
    joined: new Map(),
    items: () => (items ??= itemReaders(run)),
    aside: 0,
    further: false,
  }
  return run
}

/** `extensions.plan`: what the operation may cost, what it did cost, and why. */
function accountOf(ask: {
  plan: Plan
  bound: PlanBound
  model: Model
  user: User | null
  meter: Meter
}): object {
  const { plan, bound, model, user, meter } = ask
  const { calls, rows, keys, scanned, pages, joined } = meter
  const stores = [...meter.stores].map(([name, use]) => [
    name,
    { calls: use.calls, rows: use.rows, ms: Math.round(use.ms * 100) / 100 },
  ])
  return {
    bound: {
      static: figures(staticBound(plan, { model, user })),
      exact: figures(bound),
    },
    used: { calls, rows, keys, scanned, pages, joined },
    stores: Object.fromEntries(stores),
    steps: explain(plan, bound.steps),
  }
}

function figures({ calls, rows, scan }: PlanBound): object {
  return { calls, rows, scan }
}
