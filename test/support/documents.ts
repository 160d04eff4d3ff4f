/** Printed from operations.graphql by codegen.ts; `npm run codegen` prints it again. */

/** A query's text, with the types of its answer and its variables. */
export type TypedDocument<Answer, Variables> = string & {
  readonly '~answer'?: Answer
  readonly '~variables'?: Variables
}

export const bookById = `query bookById($id: ID!) {
  book(id: $id) {
    id
    title
    genre
    pages
    price
    author {
      name
    }
    loan {
      until
      user {
        name
      }
    }
  }
}` as TypedDocument<{ readonly book: { readonly id: string; readonly title: string | null; readonly genre: "essay" | "novel" | "poetry" | "short_story" | null; readonly pages: number | null; readonly price: string | null; readonly author: { readonly name: string | null } | null; readonly loan: { readonly until: string | null; readonly user: { readonly name: string | null } | null } | null } | null }, { readonly id: string }>

export const bookPage = `query bookPage($where: BookWhere, $sort: [BookSort!], $first: Int, $after: String, $last: Int, $before: String, $skip: Int) {
  books(
    where: $where
    sort: $sort
    first: $first
    after: $after
    last: $last
    before: $before
    skip: $skip
  ) {
    totalCount
    edges {
      cursor
      node {
        id
        title
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}` as TypedDocument<{ readonly books: { readonly totalCount: number | null; readonly edges: readonly ({ readonly cursor: string; readonly node: { readonly id: string; readonly title: string | null } })[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null } } | null }, { readonly where?: { readonly [name: string]: unknown } | null; readonly sort?: readonly ({ readonly [name: string]: unknown })[] | null; readonly first?: number | null; readonly after?: string | null; readonly last?: number | null; readonly before?: string | null; readonly skip?: number | null }>

export const booksByTheirIds = `query booksByTheirIds($ids: [ID!]!) {
  booksByIds(ids: $ids) {
    id
    tags
  }
}` as TypedDocument<{ readonly booksByIds: readonly ({ readonly id: string; readonly tags: readonly (string)[] | null } | null)[] | null }, { readonly ids: readonly (string)[] }>

export const authorsWithBooks = `query authorsWithBooks($first: Int = 2) {
  authors {
    nodes {
      name
      country {
        name
      }
      books(first: $first, sort: [{title: ASC}]) {
        totalCount
        nodes {
          title
          copies {
            number
            state
          }
        }
      }
    }
  }
}` as TypedDocument<{ readonly authors: { readonly nodes: readonly ({ readonly name: string | null; readonly country: { readonly name: string | null } | null; readonly books: { readonly totalCount: number | null; readonly nodes: readonly ({ readonly title: string | null; readonly copies: readonly ({ readonly number: number | null; readonly state: "lost" | "new" | "worn" | null })[] | null })[] } | null })[] } | null }, { readonly first?: number | null }>

export const bookFigures = `query bookFigures($where: BookWhere) {
  booksSummary(where: $where) {
    count
    sum {
      pages
      price
    }
    min {
      published
    }
    distinct {
      genre
    }
  }
}` as TypedDocument<{ readonly booksSummary: { readonly count: number; readonly sum: { readonly pages: number | null; readonly price: string | null } | null; readonly min: { readonly published: string | null } | null; readonly distinct: { readonly genre: readonly ("essay" | "novel" | "poetry" | "short_story")[] | null } | null } | null }, { readonly where?: { readonly [name: string]: unknown } | null }>

export const bookGroups = `query bookGroups($by: [BooksGroupBy!]!, $having: BooksHaving, $sort: [BooksGroupSort!]) {
  booksGroups(by: $by, having: $having, sort: $sort) {
    key {
      genre
      author {
        name
      }
      due {
        year
      }
    }
    count
    avg {
      pages
    }
  }
}` as TypedDocument<{ readonly booksGroups: readonly ({ readonly key: { readonly genre: "essay" | "novel" | "poetry" | "short_story" | null; readonly author: { readonly name: string | null } | null; readonly due: { readonly year: number | null } | null } | null; readonly count: number; readonly avg: { readonly pages: number | null } | null })[] | null }, { readonly by: readonly ({ readonly [name: string]: unknown })[]; readonly having?: { readonly [name: string]: unknown } | null; readonly sort?: readonly ({ readonly [name: string]: unknown })[] | null }>

export const frenchTitles = `query frenchTitles($first: Int) {
  frenchBooks(first: $first) {
    nodes {
      title
      author
      shelves
    }
  }
}` as TypedDocument<{ readonly frenchBooks: { readonly nodes: readonly ({ readonly title: string | null; readonly author: string | null; readonly shelves: readonly (string | null)[] | null })[] } | null }, { readonly first?: number | null }>
