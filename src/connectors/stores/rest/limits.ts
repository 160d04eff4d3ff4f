/** Every limit of REST stores, in one place; times are in milliseconds. `timeout` of the options changes the first. */
export const restLimits = Object.freeze({
  /** For a whole answer, retries included. */
  total: 5_000,
  /** To reach the API: its name and its socket. */
  connect: 1_000,
  /** From the request to the headers of the answer, and between two pieces of its body. */
  silence: 2_000,
  /** To resolve a name. */
  lookup: 1_000,
  /** Names that are resolved at a time: each holds one of the few threads that also read files. */
  lookups: 2,
  /** Connections to one API. */
  connections: 16,
  /** Requests that wait for one of them. */
  queue: 64,
  /** Bytes of an answer's body. */
  body: 5 * 1024 * 1024,
  /** Bytes of an answer's headers. */
  headers: 16 * 1024,
  /** Lists and objects within each other. */
  depth: 64,
  /** Elements of one list. */
  elements: 50_000,
  /** Lists, objects, elements and members of a whole answer. */
  values: 500_000,
  /** The wait before a read is tried again: at least this, and up to as much as `jitter` more. */
  pause: 50,
  jitter: 150,
  /** Reads that are tried again: this part of all requests, */
  retries: 0.1,
  /** and so many a second in any case, saved up to at most `retryReserve`. */
  retriesPerSecond: 1,
  retryReserve: 10,
  /** The breaker looks at so much time, */
  window: 10_000,
  /** at no fewer requests than these, */
  requests: 20,
  /** and opens where this part of them failed, */
  failures: 0.5,
  /** for so long, */
  open: 5_000,
  /** or as long as the API asks, up to this; */
  longestHold: 30_000,
  /** then so many requests are tried, and all of them must succeed. */
  probes: 3,
  /** Bytes of a refused answer that are read so that its connection can be used again. */
  drained: 64 * 1024,
  /** Characters of an API's own words in a log line. */
  quoted: 200,
  /** One kind of failure of one API is logged once in so long. */
  logEvery: 10_000,
})
