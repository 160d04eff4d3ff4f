import { expect } from 'vitest'
import type { Answered } from './engine.ts'

/** What a bound counts, and what was used. */
export interface Figures {
  readonly calls: number
  readonly rows: number
  readonly scan: number
}

/** What an operation used. */
export interface Used {
  readonly calls: number
  readonly rows: number
  readonly keys: number
  readonly scanned: number
  readonly pages: number
}

/** What an answer used, which is never above its exact bound, nor that above the static one. */
export function usedWithin({ extensions }: Answered, at?: string): Used {
  const plan: unknown = extensions?.['plan']
  expect(plan, at).toBeDefined()
  const { bound, used } = plan as {
    readonly bound: Readonly<Record<'static' | 'exact', Figures>>
    readonly used: Used
  }
  for (const figure of ['calls', 'rows'] as const) {
    expect(used[figure], at).toBeLessThanOrEqual(bound.exact[figure])
    expect(bound.exact[figure], at).toBeLessThanOrEqual(bound.static[figure])
  }
  return used
}
