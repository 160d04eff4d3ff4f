/** A fenced block of a page: `ts library` has the language `ts` and the word `library`. */
export interface Block {
  /** Page and line: `README.md:12`. */
  readonly at: string
  readonly language: string
  readonly words: readonly string[]
  readonly text: string
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string, text: string): Block[] {
  return [...text.matchAll(/^```(\S+)([^\n]*)\n([\s\S]*?)^```$/gm)].map((found) => ({
    at: `${page}:${text.slice(0, found.index).split('\n').length}`,
    language: found[1] ?? '',
    words: (found[2] ?? '').split(/\s+/).filter(Boolean),
    text: found[3] ?? '',
  }))
}
