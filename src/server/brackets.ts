/** Brackets of a document, or of a JSON body, that may be open at once. */
export const nestingLimit = 64

const NEWLINE = 10
const QUOTE = 34
const HASH = 35
const BACKSLASH = 92
const OPENS = new Set([40, 91, 123])
const CLOSES = new Set([41, 93, 125])

/**
 * Whether more than `max` brackets are open at once anywhere, strings and comments left out. It reads the text once
 * and does not recurse, so that a text which would overflow a parser's stack is refused before it is parsed.
 */
export function nestsDeeper(text: string, max = nestingLimit): boolean {
  let open = 0
  let at = 0
  while (at < text.length) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) at = stringEnd(text, at)
    else if (char === HASH) at = commentEnd(text, at)
    else if (OPENS.has(char) && ++open > max) return true
    else if (CLOSES.has(char)) open--
    at++
  }
  return false
}

/** The index of the last character of the string that starts at `at`. */
function stringEnd(text: string, at: number): number {
  return text.startsWith('"""', at) ? blockStringEnd(text, at + 3) : plainStringEnd(text, at + 1)
}

function plainStringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === BACKSLASH) at++
    else if (char === QUOTE || char === NEWLINE) return at
  }
  return text.length
}

function blockStringEnd(text: string, from: number): number {
  let at = text.indexOf('"""', from)
  while (at > 0 && text.charCodeAt(at - 1) === BACKSLASH) at = text.indexOf('"""', at + 3)
  return at < 0 ? text.length : at + 2
}

function commentEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
