import { styleText } from 'node:util'

/** Words with a meaning, in colour where the terminal shows colours. */
export interface Paint {
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
  strong(text: string): string
  faint(text: string): string
  link(text: string): string
}

/** A stream that may be a terminal. */
export interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Colours only on a terminal, and not where `NO_COLOR` is set to anything (no-color.org). */
export function paintFor(
  output: Pick<Output, 'isTTY'>,
  variables: NodeJS.ProcessEnv = process.env,
): Paint {
  const plain = !output.isTTY || Boolean(variables['NO_COLOR']) || variables['TERM'] === 'dumb'
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    plain ? text : styleText(format, text, { validateStream: false })
  return {
    good: style('green'),
    bad: style('red'),
    warn: style('yellow'),
    strong: style('bold'),
    faint: style('dim'),
    link: style(['cyan', 'underline']),
  }
}
