import { describe, expect, it } from 'vitest'
import { generateSchema } from './generate.ts'
import { typed } from './program.ts'

/** A hundred collections of twenty fields, each with an action, a permission and a computed field. */
const hundred = generateSchema(100)
const budget = 200_000

const checked = typed(hundred).check()

describe('a schema of 100 collections', () => {
  it('has no mistakes', () => {
    expect(checked.mistakes).toEqual([])
  })

  it(`costs TypeScript at most ${budget} instantiations`, () => {
    expect(checked.instantiations).toBeGreaterThan(10_000)
    expect(checked.instantiations).toBeLessThanOrEqual(budget)
  })
})

describe('a schema', () => {
  const half = generateSchema(50)

  it('costs in proportion to its size', () => {
    const { mistakes, instantiations } = typed(half).check()
    expect(mistakes).toEqual([])
    expect(checked.instantiations / instantiations).toBeLessThan(2.2)
  })

  it('with one wrong link among three hundred is told which', () => {
    const wrong = half['things42.ts']?.replace("reverse: 'list1'", "reverse: 'lost1'") ?? ''
    expect(
      typed({ ...half, 'things42.ts': wrong })
        .mistakes(['gateway.ts'])
        .join('\n'),
    ).toContain('things42.ref1: \\"things49\\" has no field \\"lost1\\"')
  })
})
