/** The signals that end a server. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** Resolves with the first signal to stop; the second ends the process at once. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false
    const stop = (signal: NodeJS.Signals) => {
      if (asked) process.exit(1)
      asked = true
      resolve(signal)
    }
    for (const signal of SIGNALS) process.on(signal, stop)
  })
}
