import { chance, drawing, pick, type Draw } from './random-operation.ts'

/** A library too large for a semi-join to ask for at once, and what conditions on it mean, over plain rows. */

export interface Author {
  readonly id: number
  readonly level: number
  readonly hidden: number
  readonly country: string | null
}
interface Shelf {
  readonly id: number
  readonly room: number
}
interface Copy {
  readonly keeper?: number | null
  readonly worn: number
}
export interface Book {
  readonly id: number
  readonly pages: number | null
  readonly author?: number | null
  readonly loan?: { readonly user: number | null } | null
  readonly copies?: readonly Copy[]
  readonly shelves?: readonly number[]
}
interface Country {
  readonly id: number
  readonly code: string
  readonly size: number
}

const draw = drawing(4_711)
const maybe = <V>(of: number, value: () => V): V | null => (draw(of) === 0 ? null : value())
const several = <V>(most: number, value: () => V): V[] => Array.from({ length: draw(most) }, value)

const AUTHORS = 1_400
/** The rows: nulls, missing keys, links that dangle, authors that may not be seen. */
export const rows = {
  authors: Array.from({ length: AUTHORS }, (_, at): Author => {
    const hidden = draw(6) === 0 ? 1 : 0
    return { id: at + 1, level: draw(12), hidden, country: maybe(5, () => `c${draw(7)}`) }
  }),
  shelves: Array.from({ length: 1_150 }, (_, at): Shelf => ({ id: at + 1, room: draw(10) })),
  countries: Array.from({ length: 5 }, (_, at): Country => {
    return { id: at + 1, code: `c${at}`, size: draw(4) }
  }),
  books: Array.from({ length: 1_700 }, (_, at): Book => {
    const gap = draw(8)
    return {
      id: at + 1,
      pages: maybe(7, () => draw(40)),
      ...(gap > 0 && { author: maybe(9, () => 1 + draw(AUTHORS + 20)) }),
      ...(gap !== 1 && { loan: maybe(4, () => ({ user: maybe(5, () => 1 + draw(AUTHORS)) })) }),
      ...(gap !== 2 && {
        copies: several(4, () => ({ keeper: maybe(5, () => 1 + draw(AUTHORS)), worn: draw(3) })),
      }),
      ...(gap !== 3 && { shelves: several(4, () => 1 + draw(1_170)) }),
    }
  }),
}

/** A condition as GraphQL, and what it means. */
export interface Condition<R> {
  readonly text: string
  readonly test: (row: R) => boolean
}

const visible = rows.authors.filter(({ hidden }) => hidden !== 1)
const authorOf = new Map(visible.map((author) => [author.id, author]))
const shelfOf = new Map(rows.shelves.map((shelf) => [shelf.id, shelf]))
const countryOf = new Map(rows.countries.map((country) => [country.code, country]))
const booksOf = (of: (book: Book) => readonly (number | null | undefined)[]) => {
  const found = new Map<number, Book[]>()
  for (const book of rows.books)
    for (const id of new Set(of(book)))
      if (typeof id === 'number') found.set(id, [...(found.get(id) ?? []), book])
  return found
}
const written = booksOf(({ author }) => [author])
const lent = booksOf(({ loan }) => [loan?.user])
const kept = booksOf(({ shelves }) => shelves ?? [])

/** A comparison of a number. */
export const compared = <R>(
  name: string,
  value: (row: R) => number | null,
  own: Draw,
  most: number,
) => {
  const than = own(most)
  const ops: Record<string, (found: number | null) => boolean> = {
    eq: (found) => found === than,
    ne: (found) => found !== than,
    lt: (found) => found !== null && found < than,
    gte: (found) => found !== null && found >= than,
  }
  const op = pick(Object.keys(ops), own)
  const test = ops[op] ?? (() => false)
  return { text: `${name}: { ${op}: ${than} }`, test: (row: R) => test(value(row)) }
}

function quantified<R, F>(
  name: string,
  of: { far: Condition<F>; items: (row: R) => readonly F[] | null },
  own: Draw,
): Condition<R> {
  const { far, items } = of
  const quantifier = pick(['some', 'every', 'none'], own)
  return {
    text: `${name}: { ${quantifier}: { ${far.text} } }`,
    test: (row) => {
      const found = items(row)
      if (found === null) return false
      if (quantifier === 'every') return found.every(far.test)
      return found.some(far.test) === (quantifier === 'some')
    },
  }
}

function composed<R>(make: () => Condition<R>, own: Draw): Condition<R> {
  const parts = Array.from({ length: 1 + own(3) }, make)
  switch (own(3)) {
    case 0:
      return {
        text: `or: [${parts.map(({ text }) => `{ ${text} }`).join(', ')}]`,
        test: (row) => parts.some(({ test }) => test(row)),
      }
    case 1:
      return {
        text: `and: [${parts.map(({ text }) => `{ ${text} }`).join(', ')}]`,
        test: (row) => parts.every(({ test }) => test(row)),
      }
    default: {
      const part = make()
      return { text: `not: { ${part.text} }`, test: (row) => !part.test(row) }
    }
  }
}

function ofShelf(own: Draw, depth: number): Condition<Shelf> {
  if (depth > 0 && chance(1, 3, own)) {
    const far = ofBook(own, depth - 1)
    return quantified('books', { far, items: ({ id }: Shelf) => kept.get(id) ?? [] }, own)
  }
  return compared('room', ({ room }: Shelf) => room, own, 10)
}

function ofAuthor(own: Draw, depth: number): Condition<Author> {
  if (depth > 0) {
    switch (own(6)) {
      case 0:
        return composed(() => ofAuthor(own, depth - 1), own)
      case 1: {
        const far = ofBook(own, depth - 1)
        return quantified('books', { far, items: ({ id }: Author) => written.get(id) ?? [] }, own)
      }
      case 2: {
        const far = ofBook(own, depth - 1)
        return quantified('loans', { far, items: ({ id }: Author) => lent.get(id) ?? [] }, own)
      }
      case 3: {
        const far = compared('size', ({ size }: Country) => size, own, 4)
        return {
          text: `country: { ${far.text} }`,
          test: ({ country }) => {
            const found = country === null ? undefined : countryOf.get(country)
            return found !== undefined && far.test(found)
          },
        }
      }
    }
  }
  return compared('level', ({ level }: Author) => level, own, 12)
}

function throughRef<R>(
  name: string,
  key: (row: R) => number | null | undefined,
  own: Draw,
  depth: number,
): Condition<R> {
  const far = ofAuthor(own, depth)
  return {
    text: `${name}: { ${far.text} }`,
    test: (row) => {
      const found = authorOf.get(key(row) ?? -1)
      return found !== undefined && far.test(found)
    },
  }
}

function ofCopy(own: Draw, depth: number): Condition<Copy> {
  if (chance(1, 4, own)) return compared('worn', ({ worn }: Copy) => worn, own, 3)
  if (depth > 0 && chance(1, 4, own)) return composed(() => ofCopy(own, depth - 1), own)
  return throughRef('keeper', ({ keeper }: Copy) => keeper, own, depth)
}

/** A condition on books, through links so many levels deep. */
export function ofBook(own: Draw, depth: number): Condition<Book> {
  switch (depth > 0 ? own(9) : 9) {
    case 0:
    case 1:
      return composed(() => ofBook(own, depth - 1), own)
    case 2:
    case 3:
      return throughRef('author', ({ author }: Book) => author, own, depth - 1)
    case 4: {
      const inner = throughRef('user', ({ loan }: Book) => loan?.user, own, depth - 1)
      return { text: `loan: { ${inner.text} }`, test: inner.test }
    }
    case 5: {
      const far = ofCopy(own, depth - 1)
      return quantified('copies', { far, items: ({ copies }: Book) => copies ?? null }, own)
    }
    case 6: {
      const far = ofShelf(own, depth - 1)
      const items = ({ shelves }: Book) => (shelves ?? []).flatMap((id) => shelfOf.get(id) ?? [])
      return quantified('shelves', { far, items }, own)
    }
    case 7: {
      const ids = Array.from({ length: 1 + own(150) }, () => 1 + own(1_800))
      return {
        text: `id: { in: [${ids.join(', ')}] }`,
        test: ({ id }) => ids.includes(id),
      }
    }
    default:
      return compared('pages', ({ pages }: Book) => pages, own, 40)
  }
}
