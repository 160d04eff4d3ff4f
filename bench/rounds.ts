import { isDeepStrictEqual } from 'node:util'
import type { Running } from './child.ts'
import { closedLoop, post, type Ask, type Load } from './load.ts'
import { median, quantile } from './table.ts'

/** A server that takes part. */
export interface Contender {
  readonly title: string
  readonly server: Running
  readonly ask: Ask
}

/** What rounds are made of. */
export interface Rounds extends Omit<Load, 'atLeast'> {
  /** Those that count; one before them warms up. */
  readonly rounds: number
  /** Requests that the first round makes at least, so that what was measured later has been compiled. */
  readonly warmUp: number
  /** The server that the contenders ask: its requests are counted. */
  readonly upstream?: Running
}

/** Medians over the rounds. */
export interface Figures {
  readonly perSecond: number
  /** Milliseconds of CPU of the server per request. */
  readonly cpu: number
  /** Milliseconds until the answer: half of the requests, and all but one in a hundred. */
  readonly p50: number
  readonly p99: number
  /** Requests to the upstream per request. */
  readonly calls: number
}

/** The same rounds for each contender in turn, so that what happens on the machine happens to all of them. */
export async function inTurn<Name>(
  contenders: ReadonlyMap<Name, Contender>,
  rounds: Rounds,
): Promise<ReadonlyMap<Name, Figures>> {
  const measured = new Map([...contenders.keys()].map((name) => [name, [] as Figures[]]))
  for (let round = 0; round <= rounds.rounds; round++) {
    for (const [name, contender] of contenders) {
      const atLeast = round === 0 ? rounds.warmUp : 0
      const figures = await measure(contender, { ...rounds, atLeast })
      if (round > 0) measured.get(name)?.push(figures)
    }
  }
  return new Map([...measured].map(([name, all]) => [name, middle(all)]))
}

async function measure({ server, ask }: Contender, rounds: Rounds & Load): Promise<Figures> {
  const { upstream } = rounds
  const [before, asked] = [await server.usage(), await upstream?.usage()]
  const { latencies, elapsed } = await closedLoop(ask, rounds)
  const [after, answered] = [await server.usage(), await upstream?.usage()]
  const requests = latencies.length
  return {
    perSecond: (requests / elapsed) * 1_000,
    cpu: (after.cpu - before.cpu) / requests,
    p50: median(latencies),
    p99: quantile(latencies, 0.99),
    calls: ((answered?.requests ?? 0) - (asked?.requests ?? 0)) / requests,
  }
}

function middle(all: readonly Figures[]): Figures {
  const of = (name: keyof Figures) => median(all.map((figures) => figures[name]))
  return {
    perSecond: of('perSecond'),
    cpu: of('cpu'),
    p50: of('p50'),
    p99: of('p99'),
    calls: of('calls'),
  }
}

/** Asks each contender once. @throws Error when one answers other data than the first; `read` takes it out of `data` */
export async function sameAnswers(
  contenders: Iterable<Contender>,
  read: (data: Readonly<Record<string, unknown>>) => unknown,
): Promise<void> {
  const answers = await Promise.all(
    [...contenders].map(async ({ title, ask }) => ({ title, text: await post(ask) })),
  )
  const [first, ...others] = answers.map(({ title, text }) => ({
    title,
    value: read(JSON.parse(text).data),
  }))
  if (first?.value === undefined) throw new Error(`${first?.title} answers nothing`)
  const other = others.find(({ value }) => !isDeepStrictEqual(value, first.value))
  if (other) throw new Error(`${other.title} answers differently from ${first.title}`)
}
