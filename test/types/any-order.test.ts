import { describe, expect, it } from 'vitest'
import { fixture, typed } from './program.ts'

const library = fixture('library')
const files = Object.keys(library)

describe('a schema whose collections refer to each other in circles', () => {
  it.each(files)('has no mistakes when %s is checked first', (first) => {
    const order = [first, ...files.filter((file) => file !== first)]
    expect(typed(library).mistakes(order)).toEqual([])
  })

  it('has no mistakes when it is checked backwards', () => {
    expect(typed(library).mistakes(files.toReversed())).toEqual([])
  })

  it('is checked by eyes that see a circle when there is one', () => {
    const byValue = (other: string) => `import ${other} from './${other}.ts'
import { collection, link } from './declare.ts'
const declared = collection({ ${other}: link(() => ${other}) })
export default declared
`
    const declare = `export interface Link<T> { readonly kind: string; readonly to: () => T }
export declare function link<T>(to: () => T): Link<T>
export declare function collection<F extends Readonly<Record<string, { readonly kind: string }>>>(fields: F): F
`
    const circle = {
      'authors.ts': byValue('books'),
      'books.ts': byValue('authors'),
      'declare.ts': declare,
    }
    expect(typed(circle).mistakes().join('\n')).toContain("'declared' implicitly has type 'any'")
  })
})
