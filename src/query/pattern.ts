import { RE2JS } from 're2js'
import { Misfit } from '../fields/field.ts'

/** Tells whether a text contains a match. */
export type TextTest = (text: string) => boolean

const LONGEST_PATTERN = 500
/** Time per character grows with the compiled program; `\w{1000}` still fits. */
const BIGGEST_PROGRAM = 2_000
const REMEMBERED = 100

const compiled = new Map<string, TextTest>()

/**
 * A regular expression (RE2 syntax, unanchored) as a test that takes linear time. Compiled patterns are
 * remembered, the 100 last used.
 * @throws Misfit when it is no RE2 pattern, longer than 500 characters, or too big once compiled
 */
export function pattern(source: string, ignoreCase = false): TextTest {
  const key = (ignoreCase ? 'i' : 'c') + source
  const known = compiled.get(key) ?? compilePattern(source, ignoreCase)
  compiled.delete(key)
  compiled.set(key, known)
  if (compiled.size > REMEMBERED) forgetOldest()
  return known
}

function forgetOldest(): void {
  for (const oldest of compiled.keys()) {
    compiled.delete(oldest)
    return
  }
}

function compilePattern(source: string, ignoreCase: boolean): TextTest {
  if (source.length > LONGEST_PATTERN) {
    throw new Misfit(
      `is a pattern of ${source.length} characters; at most ${LONGEST_PATTERN} are taken`,
    )
  }
  const regex = parsePattern(source, ignoreCase)
  if (regex.programSize() > BIGGEST_PROGRAM) {
    throw new Misfit(
      `${JSON.stringify(source)} is too big a pattern; lower its repeat counts (as in x{1000})`,
    )
  }
  return (text) => regex.test(text)
}

function parsePattern(source: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Misfit(
      `${JSON.stringify(source)} is not a pattern of RE2 syntax: ${reason.replace(/^error parsing regexp: /, '')}`,
    )
  }
}
