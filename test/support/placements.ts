import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { config, memory, yaml } from 'refract'
import type { ConfigOptions, Limits, MemoryRows, StoreDeclaration } from 'refract'
import type { User } from '../../src/access/rule.ts'
import { bench, type Answered, type Bench } from './engine.ts'

/** Where the same rows may lie: in memory, in one YAML file a collection, or in a YAML file an item. */
export const placements = ['memory', 'yaml files', 'yaml folders'] as const
export type Placement = (typeof placements)[number]

/** Rows by collection, as JSON, with bigints for integers that doubles cannot hold. */
export type Rows = Readonly<Record<string, MemoryRows>>

/** A schema whose collections name the store `library`, with its rows. */
export interface Story {
  readonly modules: Readonly<Record<string, object>>
  readonly rows: Rows
  readonly can?: ConfigOptions['can']
  readonly limits?: Partial<Limits>
  /** Options of the store, whichever it is. */
  readonly options?: { readonly onMismatch?: 'null' | 'error' }
}

/** Opens a story at a placement; `close` removes what was written. */
export async function openStory(placement: Placement, story: Story): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'refract-story-'))
  if (placement !== 'memory') await write(placement, folder, story.rows)
  const opened = await bench(story.modules, configOf(placement, story), { root: folder })
  return {
    ...opened,
    async close() {
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Opens a story before the tests of its `describe` and closes it after them. */
export function atPlacement(placement: Placement, story: Story): Omit<Bench, 'model' | 'close'> {
  let opened: Bench
  beforeAll(async () => {
    opened = await openStory(placement, story)
  })
  afterAll(() => opened.close())
  return {
    ask: (query, variables, user) => opened.ask(query, variables, user),
    calls: () => opened.calls(),
  }
}

/** The data of an answer that has no errors. */
export async function dataOf(
  api: Pick<Bench, 'ask'>,
  query: string,
  asked: { variables?: Record<string, unknown>; user?: User } = {},
): Promise<Answered['data']> {
  const { data, errors } = await api.ask(query, asked.variables, asked.user)
  if (errors) throw new Error(`${query}\n${JSON.stringify(errors, null, 2)}`)
  return data
}

/** The codes of an answer's errors. */
export async function codesOf(
  api: Pick<Bench, 'ask'>,
  query: string,
  variables?: Record<string, unknown>,
): Promise<readonly unknown[]> {
  const { errors } = await api.ask(query, variables)
  return (errors ?? []).map(({ extensions }) => extensions?.['code'])
}

function configOf(placement: Placement, { can, limits, options, rows }: Story) {
  const store: StoreDeclaration =
    placement === 'memory' ? memory({ rows, ...options }) : yaml({ path: './data', ...options })
  return config({
    stores: { library: store },
    can: can ?? { read: true },
    ...(limits && { limits }),
  })
}

async function write(placement: Placement, folder: string, rows: Rows): Promise<void> {
  const data = join(folder, 'data')
  await mkdir(data)
  for (const [collection, items] of Object.entries(rows)) {
    if (placement === 'yaml files') {
      const text = items.length === 0 ? '[]\n' : items.map((item) => `- ${flow(item)}\n`).join('')
      await writeFile(join(data, `${collection}.yaml`), text)
      continue
    }
    await mkdir(join(data, collection))
    for (const [number, item] of items.entries())
      await writeFile(join(data, collection, `item ${number}.yaml`), `${flow(item)}\n`)
  }
}

/** JSON is YAML; integers keep their digits. */
function flow(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}: ${flow(one)}`,
  )
  return `{${members.join(', ')}}`
}
