/** The data behind the upstream: as JSONPlaceholder has them, posts of ten users. */

export type User = {
  readonly id: number
  readonly name: string
  readonly username: string
  readonly email: string
}

export type Post = {
  readonly userId: number
  readonly id: number
  readonly title: string
  readonly body: string
}

/** How many posts an upstream can have: its addresses begin with one of these, `/100/posts`. */
export const sizes: readonly number[] = [10, 100, 1_000, 10_000]

export const users: readonly User[] = Array.from({ length: 10 }, (_, at) => ({
  id: at + 1,
  name: `User ${at + 1} of the blog`,
  username: `user${at + 1}`,
  email: `user${at + 1}@example.org`,
}))

/** The first posts, so many. */
export function postsOf(count: number): readonly Post[] {
  return Array.from({ length: count }, (_, at) => ({
    userId: ((at * 7) % users.length) + 1,
    id: at + 1,
    title: `sunt aut facere repellat ${at + 1} provident occaecati`,
    body: `quia et suscipit ${at + 1}\nsuscipit recusandae consequuntur expedita et cum\nreprehenderit molestiae ut ut quas totam`,
  }))
}
