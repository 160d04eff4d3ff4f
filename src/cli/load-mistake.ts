import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Mistake } from '../errors.ts'

/** A file that could not be loaded, as a mistake that names file, line and reason. */
export function loadMistake(error: unknown, file: string, root: string): Mistake {
  const place = placeOf(error, root) ?? { file }
  return { file: shown(place.file, root), at: lineOf(place), message: reason(error) }
}

interface Place {
  readonly file: string
  readonly line?: number
}

/** A syntax error says its place in the message; anything else in the first line of the stack that is the user's. */
function placeOf(error: unknown, root: string): Place | null {
  if (!(error instanceof Error)) return null
  const text = `${error.message}\n${error.stack ?? ''}`
  for (const [, url = '', line = ''] of text.matchAll(/((?:file:\/\/)?\/[^\s():]+):(\d+):\d+/g)) {
    const file = url.replace(/^file:\/\//, '')
    if (file.startsWith(root + sep) && !file.includes(`${sep}node_modules${sep}`)) {
      return { file, line: nearest(error, file, Number(line)) }
    }
  }
  return null
}

/** Types are gone when code runs, and lines with them: an unknown name is looked up in the source. */
function nearest(error: Error, file: string, line: number): number {
  const name = /^([\w$]+) is not defined$/.exec(error.message)?.[1]
  if (name === undefined) return line
  const word = new RegExp(String.raw`(?<![\w$])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`)
  const lines = readFileSync(file, 'utf8').split('\n')
  const found = lines.findIndex((text, index) => index >= line - 1 && word.test(text))
  return found < 0 ? line : found + 1
}

function lineOf({ line }: Place): string {
  return line === undefined ? 'not loaded' : `line ${line}`
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`
  const message = stripVTControlCharacters(error.message)
  const missing = /\(0 , _refract\.(\w+)\) is not a function/.exec(message)?.[1]
  if (missing !== undefined) return `"refract" has no "${missing}"`
  const module = /^Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1]
  if (module !== undefined) return `imports "${module}", which is not there`
  return (message.split('\n')[0] ?? '').replace(/^ParseError: /, '').trim()
}

function shown(file: string, root: string): string {
  return relative(root, file).split(sep).join('/')
}
