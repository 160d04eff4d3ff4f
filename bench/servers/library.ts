/** The data of the comparison, the same in every server: plain objects, as a memory store keeps them. */

export type Author = {
  readonly id: number
  readonly name: string
  readonly email: string
}

export type Book = {
  readonly id: number
  readonly title: string
  readonly pages: number
  readonly author: number
}

export const authors: readonly Author[] = Array.from({ length: 100 }, (_, at) => ({
  id: at + 1,
  name: `Author ${at + 1}`,
  email: `author${at + 1}@example.org`,
}))

export const books: readonly Book[] = Array.from({ length: 1_000 }, (_, at) => ({
  id: at + 1,
  title: `Book ${at + 1}`,
  pages: 50 + ((at * 37) % 900),
  author: ((at * 7) % 10) + 1,
}))
