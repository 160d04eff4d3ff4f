import { lexicographicSortSchema, printType, validateSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { compileSchema } from '../../src/compile/schema.ts'
import { printSdl } from '../../src/compile/print.ts'
import { modules } from '../support/kinds.ts'
import { modelOf } from '../support/library-model.ts'

const schema = lexicographicSortSchema(compileSchema(modelOf(modules)))

describe('the schema of items of several kinds', () => {
  it('is valid, and prints them as in test/golden/kinds.graphql', async () => {
    expect(validateSchema(schema)).toEqual([])
    expect(printSdl(schema)).toContain('interface Title {')
    const names = ['Title', 'Movie', 'Series', 'TitleOther', 'TitleConnection', 'TitleWhere']
    const text = names.map((name) => {
      const type = schema.getType(name)
      return type ? `${printType(type).replace(/^ +$/gm, '')}\n` : ''
    })
    await expect(text.join('\n')).toMatchFileSnapshot('../golden/kinds.graphql')
  })
})
