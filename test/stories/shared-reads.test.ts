import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { builtIn } from '../../src/connectors/built-in.ts'
import type { Store } from '../../src/connectors/connector.ts'
import { openStores } from '../../src/connectors/open.ts'
import { compileSchema } from '../../src/compile/schema.ts'
import { createEngine } from '../../src/runtime/engine.ts'
import { countingStores } from '../support/counting.ts'
import { libraryModel } from '../support/library-model.ts'

const query = parse('{ books(first: 2) { nodes { title author { name } } } }')
const quiet = { warn: () => undefined, info: () => undefined }

/** An engine over stores that tell callers apart by their `authorization`; null: they share nothing. */
async function engine(alike: Store['alike'] | null) {
  const open = await openStores(libraryModel, builtIn, { root: '.', log: quiet })
  const counting = countingStores({
    store: (name) => ({ ...open.store(name), ...(alike && { alike }) }),
  })
  const known = new Map<string, Store>()
  const store = (name: string) => {
    const one = known.get(name) ?? counting.stores.store(name)
    known.set(name, one)
    return one
  }
  const { execute } = createEngine(libraryModel, compileSchema(libraryModel), { store })
  const ask = (authorization: string) => execute({ document: query, headers: { authorization } })
  return { ask, calls: counting.calls }
}

const byToken: Store['alike'] = ({ headers }) => headers?.['authorization'] ?? ''

describe('identical reads under way', () => {
  it('are made once for callers with the same credentials', async () => {
    const { ask, calls } = await engine(byToken)
    const answers = await Promise.all([ask('a'), ask('a'), ask('a')])
    expect(calls()).toHaveLength(2)
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('are never shared between credentials, nor kept once they are answered', async () => {
    const { ask, calls } = await engine(byToken)
    await Promise.all([ask('a'), ask('b')])
    expect(calls()).toHaveLength(4)
    await ask('a')
    expect(calls()).toHaveLength(6)
  })

  it('are not shared by stores that do not say whose reads are alike', async () => {
    const { ask, calls } = await engine(null)
    await Promise.all([ask('a'), ask('a')])
    expect(calls()).toHaveLength(4)
  })
})
