import { readFileSync } from 'node:fs'
import { lexicographicSortSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { typedDocuments } from '../../codegen.ts'
import { compileSchema } from '../../src/compile/schema.ts'
import * as documents from '../support/documents.ts'
import { libraryModel } from '../support/library-model.ts'

const schema = lexicographicSortSchema(compileSchema(libraryModel))
const operations = readFileSync(new URL('../support/operations.graphql', import.meta.url), 'utf8')

describe('typed documents', () => {
  it('are those that codegen prints', async () => {
    await expect(typedDocuments(schema, operations)).toMatchFileSnapshot('../support/documents.ts')
  })

  it('fit the schema', () => {
    const texts = Object.values(documents)
    expect(texts.length).toBe(operations.match(/^query/gm)?.length)
    expect(texts.flatMap((text) => validate(schema, parse(text)))).toEqual([])
  })

  it('type answers as JSON carries them', () => {
    const printed = typedDocuments(
      schema,
      'query q($id: ID!, $n: Int = 3) { b: book(id: $id) { __typename id genre pages extra reviews(first: $n) { nodes { stars } } } }',
    )
    expect(printed).toContain(
      '{ readonly b: { readonly __typename: "Book"; readonly id: string; readonly genre: "essay" | "novel" | "poetry" | "short_story" | null; readonly pages: number | null; readonly extra: unknown | null; readonly reviews: { readonly nodes: readonly ({ readonly stars: number | null })[] } | null } | null }',
    )
    expect(printed).toContain('{ readonly id: string; readonly n?: number | null }')
  })

  it('are refused with every mistake where the schema does not know them', () => {
    expect(() => typedDocuments(schema, 'query q { book(id: 1) { titel prize } }')).toThrow(
      /titel[\s\S]*prize/,
    )
  })
})
