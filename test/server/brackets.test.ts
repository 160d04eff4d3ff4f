import { array, assert, constantFrom, nat, property } from 'fast-check'
import { Lexer, Source, TokenKind } from 'graphql'
import { describe, expect, it } from 'vitest'
import { nestsDeeper } from '../../src/server/brackets.ts'

/** The same by graphql-js's own lexer. */
function deepest(text: string): number {
  const opens: readonly string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]
  const closes: readonly string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]
  const lexer = new Lexer(new Source(text))
  let open = 0
  let most = 0
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (opens.includes(token.kind)) most = Math.max(most, ++open)
    else if (closes.includes(token.kind)) open--
  }
  return most
}

/** Pieces that lex, among them brackets where they do not count. */
const piece = constantFrom(
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ' a ',
  '"{["',
  String.raw`"\"{"`,
  String.raw`"\\"`,
  '"""{"{""}"""',
  String.raw`"""\"""{"""`,
  '""',
  '# {[(\n',
  '#"\n',
  '...',
  '1',
)

describe('the count of brackets', () => {
  it('is that of the lexer, whatever strings and comments hold', () => {
    assert(
      property(array(piece, { maxLength: 60 }), nat(8), (pieces, max) => {
        // a space keeps two strings apart: "" before "" would be a block string
        const text = pieces.join(' ')
        expect(nestsDeeper(text, max)).toBe(deepest(text) > max)
      }),
      { numRuns: 2_000 },
    )
  })

  it('ends with any text, however it is cut', () => {
    const text = String.raw`{ a(b: "x\"y", c: """d\"""e""") # {` + '\n[('
    for (let end = 0; end <= text.length; end++) {
      expect(nestsDeeper(text.slice(0, end), 0)).toBe(end > 0)
    }
  })
})
