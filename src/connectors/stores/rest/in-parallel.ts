/** Does a work for each, at most so many at once; the answers come in order. The first failure ends it. */
export async function inParallel<A, B>(
  all: readonly A[],
  most: number,
  work: (one: A) => Promise<B>,
): Promise<B[]> {
  const answers: B[] = []
  let next = 0
  let failed = false
  const worker = async (): Promise<void> => {
    while (next < all.length && !failed) {
      const at = next++
      try {
        answers[at] = await work(all[at] as A)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker))
  return answers
}
