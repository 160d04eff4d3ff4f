import { generateSchema } from '../test/types/generate.ts'
import { typed } from '../test/types/program.ts'
import { start } from './child.ts'
import { post } from './load.ts'
import { figure, median, type Report } from './table.ts'

/** A schema of 100 collections with 20 fields each: what TypeScript and the start of the gateway cost. */
export async function measureSize(rounds: number): Promise<Report> {
  const generated = typed(generateSchema(100))
  const began = performance.now()
  const { instantiations, mistakes } = generated.check()
  const checking = performance.now() - began
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'))
  const starts = await startTimes(rounds)
  return {
    title: 'A hundred collections of twenty fields',
    how: `Start: a new process until it answers its first query, ${rounds} times, medians; compiled: declarations to GraphQL schema, within it.`,
    head: ['what', 'figure', 'goal'],
    rows: [
      ['type instantiations', figure(instantiations), '≤ 200,000'],
      ['type check, ms', figure(checking), ''],
      ['start to first answer, ms', figure(median(starts.map(({ first }) => first))), '≤ 2,000'],
      ['CPU of it, ms', figure(median(starts.map(({ cpu }) => cpu))), ''],
      ['compiled, ms', figure(median(starts.map(({ compiled }) => compiled))), ''],
    ],
  }
}

interface StartTimes {
  readonly first: number
  readonly compiled: number
  /** CPU of the process, its start included. */
  readonly cpu: number
}

async function startTimes(rounds: number): Promise<StartTimes[]> {
  const times: StartTimes[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const server = await start('wide')
    await post({ port: server.port, query: '{ things0(first: 1) { totalCount } }' })
    const first = performance.now() - began
    const { cpu } = await server.usage()
    times.push({ first, compiled: server.figures['compiled'] ?? Number.NaN, cpu })
    await server.stop()
  }
  return times
}
