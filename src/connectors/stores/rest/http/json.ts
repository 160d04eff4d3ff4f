import { restLimits } from '../limits.ts'
import { badAnswer, type Failure } from './failure.ts'

const { depth: DEEPEST, elements: LONGEST, values: MOST } = restLimits

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bodies from here on are looked over before they are parsed: in a short one cannot be too much. */
const SHORT = MOST

/** What stands before a value that is not the first in its list or object, and before the first. */
const weights = new Uint8Array(256)
for (const sign of ',[{') weights[sign.charCodeAt(0)] = 1

/** The value that a body holds; or why it cannot be used. */
export function parseBody(chunks: readonly Buffer[]): { readonly value: unknown } | Failure {
  const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  if (bytes.length === 0) return badAnswer('the body is empty')
  if (bytes.length > SHORT && holdsTooMuch(bytes)) return tooMany()
  let value: unknown
  try {
    value = JSON.parse(decoder.decode(bytes))
  } catch (error) {
    return badAnswer(`the body is not JSON: ${error instanceof Error ? error.message : 'odd'}`)
  }
  const left = typeof value === 'object' && value !== null ? walk(value, 1) : 0
  if (left === DEEP) return badAnswer(`the body is nested deeper than ${DEEPEST} levels`)
  if (left === LONG) return badAnswer(`a list has more than ${LONGEST} elements`)
  return { value }
}

function tooMany(): Failure {
  return badAnswer(`the body holds more than ${MOST} values`)
}

/** A first count takes the signs in texts for real ones, and costs a fraction of parsing; the second skips texts. */
function holdsTooMuch(bytes: Buffer): boolean {
  let signs = 0
  for (let at = 0; at < bytes.length; at += 1) signs += weights[bytes[at] ?? 0] ?? 0
  return signs > MOST && signsOutside(bytes) > MOST
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** The signs outside of texts: as many as values, and one more for each empty list or object. */
function signsOutside(bytes: Buffer): number {
  let signs = 0
  let inText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) inText = !inText
    else if (inText && byte === BACKSLASH) at += 1
    else if (!inText) signs += weights[byte] ?? 0
  }
  return signs
}

const DEEP = 1
const LONG = 2

/** Looks through the objects and lists of a value; 0 where none is too deep or too long. */
function walk(value: object, depth: number): number {
  if (depth > DEEPEST) return DEEP
  if (Array.isArray(value)) return walkList(value, depth)
  for (const name in value) {
    const member = (value as Readonly<Record<string, unknown>>)[name]
    if (typeof member !== 'object' || member === null) continue
    const wrong = walk(member, depth + 1)
    if (wrong !== 0) return wrong
  }
  return 0
}

function walkList(list: readonly unknown[], depth: number): number {
  if (list.length > LONGEST) return LONG
  for (const element of list) {
    if (typeof element !== 'object' || element === null) continue
    const wrong = walk(element, depth + 1)
    if (wrong !== 0) return wrong
  }
  return 0
}
