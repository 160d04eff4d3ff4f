/** An HTTP request as the gateway needs it, whoever received it (`fetch` or node:http). */
export interface HttpAsk {
  readonly method: string
  /** As it came, not normalised: `/graphql/` and `//graphql` are other paths. */
  readonly path: string
  /** What follows the `?`, without it. */
  readonly search: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** Calls the listener when the client leaves before its answer. */
  whenGone(listener: () => void): void
  /** Answers null as soon as there are more bytes than `max`; the rest is not read. */
  read(max: number): Promise<Uint8Array | null>
}

/** What goes back. */
export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

/** A text reply with its length known. */
export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}
