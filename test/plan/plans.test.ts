import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bench, type Bench } from '../support/engine.ts'
import { libraryConfig, modules } from '../support/library.ts'
import { queries } from './queries.ts'

let library: Bench

beforeAll(async () => {
  library = await bench(modules, libraryConfig)
})
afterAll(() => library.close())

describe('plans', () => {
  it.each(Object.entries(queries))('%s', async (name, query) => {
    const { data, errors, extensions } = await library.ask(query)
    expect(errors).toBeUndefined()
    expect(data).toBeTruthy()
    const { bound, used, steps } = (extensions ?? {})['plan'] as Account
    const text = [
      query,
      '',
      ...library.calls(),
      '',
      ...steps.map((step) => `${step.at}: ${step.does} {${[step.fields].flat().join(' ')}}`),
      '',
      `static bound ${figures(bound.static)}`,
      `exact bound  ${figures(bound.exact)}`,
      `used         calls ${used.calls}, rows ${used.rows}, keys ${used.keys}, scanned ${used.scanned}`,
      '',
    ].join('\n')
    expect(used.calls).toBe(library.calls().length)
    await expect(text).toMatchFileSnapshot(
      `../golden/plans/${name.replaceAll(/[^a-z0-9]+/g, '-')}.txt`,
    )
  })
})

interface Figures {
  readonly calls: number
  readonly rows: number
  readonly scan: number
}

interface Account {
  readonly bound: { readonly static: Figures; readonly exact: Figures }
  readonly used: { calls: number; rows: number; keys: number; scanned: number }
  readonly steps: readonly { at: string; does: string; fields: readonly string[] | '*' }[]
}

function figures({ calls, rows, scan }: Figures): string {
  return `calls ${calls}, rows ${rows}, scan ${scan}`
}
