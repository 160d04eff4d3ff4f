import { restLimits } from '../limits.ts'
import { exchange, type Sending, type Wire } from './exchange.ts'
import { givenUp, isFailure, type Failure } from './failure.ts'
import type { HttpReply } from './http.ts'
import { pause } from './pause.ts'
import type { RetryBudget } from './retries.ts'

/** What sending again depends on. */
export interface Retries {
  readonly budget: RetryBudget
  readonly random: () => number
}

/** Sends a request, and a read once more where that may help and there is time; never rejects. */
export async function answerOf(
  wire: Wire,
  sending: Sending,
  retries: Retries,
): Promise<HttpReply | Failure> {
  retries.budget.earn()
  const first = await exchange(wire, sending)
  if (!isFailure(first) || !first.passing || !sending.reads) return first
  const due = wire.now() + waitFor(first, retries.random())
  if (due >= sending.deadline || wire.breaker.isOpen() || !retries.budget.spend()) return first
  const inTime = await pause(wire.sweep, due, sending.signal).over
  return inTime ? exchange(wire, sending) : givenUp
}

/** Callers that failed together do not come back together. */
function waitFor({ after }: Failure, chance: number): number {
  return Math.max(after ?? 0, restLimits.pause) + chance * restLimits.jitter
}
