import type { Dispatcher, Pool } from 'undici'
import { restLimits } from '../limits.ts'
import { dependOn, independent, type Abandoned } from './abandon.ts'
import type { Breaker, Pass } from './breaker.ts'
import { tooLarge, unreadable, type ReceivedHeaders } from './content.ts'
import { badAnswer, failure, givenUp, isFailure, socketFailure, spared } from './failure.ts'
import { statusFailure, tooLate, type Failure } from './failure.ts'
import type { Gate, Waiter } from './gate.ts'
import { replyHeaders } from './headers.ts'
import type { HttpReply, HttpRequest } from './http.ts'
import { parseBody } from './json.ts'
import type { Sweep, Timed } from './sweep.ts'

/** What all requests to one API share. */
export interface Wire {
  readonly pool: Pool
  readonly gate: Gate
  readonly sweep: Sweep
  readonly breaker: Breaker
  readonly now: () => number
  /** How long an API may be silent, in ms. */
  readonly silence: number
  /** The name under which JSON comes, beside its own. */
  readonly contentType: string | null
}

/** One request, ready to be sent; it may be sent twice. */
export interface Sending {
  readonly method: HttpRequest['method']
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly reads: boolean
  /** By the clock of the wire. */
  readonly deadline: number
  readonly signal: AbortSignal | undefined
}

/** Sends a request once; never rejects. */
export function exchange(wire: Wire, sending: Sending): Promise<HttpReply | Failure> {
  return new Promise((resolve) => new Exchange(wire, sending, resolve).begin())
}

/** What is done with the body: it is read, or only taken off the socket. */
type Use = 'read' | 'drain'

/** One attempt. An object with methods, since undici calls eight of them for each request. */
class Exchange implements Dispatcher.DispatchHandler, Timed, Waiter, Abandoned {
  due: number
  private readonly wire: Wire
  private readonly sending: Sending
  private resolve: ((outcome: HttpReply | Failure) => void) | null
  private pass: Pass | null = null
  private inside = false
  private controller: Dispatcher.DispatchController | null = null
  private status = 0
  private headers: ReceivedHeaders = {}
  private use: Use = 'read'
  private readonly chunks: Buffer[] = []
  private size = 0

  constructor(wire: Wire, sending: Sending, resolve: (outcome: HttpReply | Failure) => void) {
    this.wire = wire
    this.sending = sending
    this.resolve = resolve
    this.due = sending.deadline
  }

  begin(): void {
    const { gate, sweep, breaker } = this.wire
    const { signal } = this.sending
    if (signal?.aborted) this.settle(givenUp)
    else if (breaker.isOpen()) this.settle(spared)
    else if (!gate.ask(this)) this.settle(crowded)
    if (!this.resolve) return
    sweep.add(this)
    dependOn(signal, this)
  }

  /** There is room: now it is sent. */
  enter(): void {
    const { pool, breaker } = this.wire
    const { method, path, headers, body } = this.sending
    this.inside = true
    if (!this.resolve) return this.leave()
    this.pass = breaker.enter()
    if (this.pass) pool.dispatch({ method, path, headers, body }, this)
    else this.finish(spared)
  }

  turnAway(because: Failure): void {
    this.settle(because)
  }

  /** Nobody waits for the answer. */
  abandon(): void {
    this.breakOff(givenUp)
  }

  expire(): void {
    const phase = this.status > 0 ? 'the body' : this.inside ? 'the headers' : 'a free connection'
    const late = tooLate(`timed out while waiting for ${phase}`)
    const answered = this.status > 0 && this.use === 'drain' ? this.drained() : null
    this.breakOff(answered ?? (this.inside ? late : { ...late, tells: 'none' }))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.resolve) this.wait()
    else controller.abort(new Error('nobody waits for the answer'))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ReceivedHeaders,
  ): void {
    if (status < 200) return
    this.status = status
    this.headers = headers
    this.wait()
    const bad = this.chooseUse()
    if (bad !== null) this.breakOff(badAnswer(bad))
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.resolve) return
    this.wait()
    this.size += chunk.length
    if (this.use === 'drain') this.drain(chunk)
    else if (this.size <= restLimits.body) this.chunks.push(chunk)
    else this.breakOff(this.status === 404 ? this.reply(undefined) : badAnswer(tooLarge))
  }

  onResponseEnd(): void {
    if (this.resolve) this.finish(this.use === 'drain' ? this.drained() : this.readBody())
    else this.leave()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const begun = this.status > 0
    const outcome = begun && this.use === 'drain' ? this.drained() : socketFailure(error, begun)
    this.finish(outcome)
  }

  /** The API has so long, again, to be heard of. */
  private wait(): void {
    this.due = Math.min(this.sending.deadline, this.wire.now() + this.wire.silence)
  }

  /** Why the answer is of no use, told by its headers; else what to do with the body. */
  private chooseUse(): string | null {
    const { status, headers } = this
    const good = status < 300 && status !== 204 && status !== 205
    if (!good && status !== 404) this.use = 'drain'
    else if (good && !this.sending.reads && headers['content-type'] === undefined) return null
    else {
      const bad = unreadable(headers, this.wire.contentType)
      if (bad !== null && good) return bad
      if (bad !== null) this.use = 'drain'
    }
    return null
  }

  private drain(chunk: Buffer): void {
    if (this.chunks.length === 0) this.chunks.push(chunk.subarray(0, restLimits.quoted))
    if (this.size > restLimits.drained) this.breakOff(this.drained())
  }

  /** An answer whose body does not count. */
  private drained(): HttpReply | Failure {
    const { status, headers, chunks } = this
    if (status < 300 || status === 404) return this.reply(undefined)
    return statusFailure(status, headers, chunks[0]?.toString() ?? '')
  }

  private readBody(): HttpReply | Failure {
    if (this.size === 0 && (this.status === 404 || !this.sending.reads))
      return this.reply(undefined)
    const parsed = parseBody(this.chunks)
    if (!isFailure(parsed)) return this.reply(parsed.value)
    return this.status === 404 ? this.reply(undefined) : parsed
  }

  private reply(body: unknown): HttpReply {
    return { status: this.status, headers: replyHeaders(this.headers), body }
  }

  /** Done with, and so is the connection's part in it. */
  private finish(outcome: HttpReply | Failure): void {
    this.settle(outcome)
    this.leave()
  }

  /** Done with before the API is: the connection is given up too. */
  private breakOff(outcome: HttpReply | Failure): void {
    this.settle(outcome)
    if (!this.inside) this.wire.gate.forget(this)
    else this.controller?.abort(new Error('the answer is of no use'))
  }

  private settle(outcome: HttpReply | Failure): void {
    const { resolve, pass, sending, wire } = this
    if (!resolve) return
    this.resolve = null
    wire.sweep.remove(this)
    independent(sending.signal, this)
    if (pass && isFailure(outcome)) wire.breaker.done(pass, outcome.tells, outcome.after ?? 0)
    else if (pass) wire.breaker.done(pass, 'good')
    resolve(outcome)
  }

  private leave(): void {
    if (!this.inside) return
    this.inside = false
    this.wire.gate.leave()
  }
}

const crowded = failure('STORE_UNAVAILABLE', 'is asked too much at a time', {
  detail: `has ${restLimits.connections} requests under way and ${restLimits.queue} waiting`,
})
