import { paintFor, type Output, type Paint } from './paint.ts'

/** What surrounds a command: results go to `out`, what went wrong to `err`. */
export interface Terminal {
  readonly out: Output
  readonly err: Output
  readonly paint: Paint
  readonly variables: NodeJS.ProcessEnv
  /** The exports of this copy of the product: what a project imports as `refract`. */
  readonly product: object
  say(line: string): void
  complain(line: string): void
}

/** The terminal of this process. */
export function processTerminal(product: object): Terminal {
  const { stdout: out, stderr: err, env: variables } = process
  return {
    product,
    out,
    err,
    paint: paintFor(out, variables),
    variables,
    say: (line) => void out.write(`${line}\n`),
    complain: (line) => void err.write(`${line}\n`),
  }
}
