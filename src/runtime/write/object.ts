/** One member of an answer's object. */
export interface Member<A, B, C> {
  readonly key: string
  readonly write: (a: A, b: B, c: C) => unknown
}

/** Writes the members in order. An alias may be any name: `__proto__` is an own member like the others. */
export function objectWriter<A, B, C>(
  members: readonly Member<A, B, C>[],
): (a: A, b: B, c: C) => Record<string, unknown> {
  const odd = members.some(({ key }) => key === '__proto__')
  const empty: Record<string, unknown> = odd ? Object.create(null) : {}
  for (const { key } of members) empty[key] = null
  return (a, b, c) => {
    // a copy of an object with all its members costs half of what adding them one by one does
    const answer: Record<string, unknown> = odd ? Object.create(null) : { ...empty }
    for (const { key, write } of members) answer[key] = write(a, b, c)
    return answer
  }
}
