import { GraphQLError } from 'graphql'
import { RefractError } from '../errors.ts'

/** What stops an operation before it starts, as the answer's errors. */
export function refusal(error: unknown): readonly GraphQLError[] {
  if (error instanceof Refusal) return error.errors
  return [error instanceof GraphQLError ? error : errorWithoutPlace(error)]
}

/** Several errors at once. */
export class Refusal extends Error {
  readonly errors: readonly GraphQLError[]
  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? 'Refused')
    this.errors = errors
  }
}

function errorWithoutPlace(error: unknown): GraphQLError {
  const { message, extensions, originalError } = errorAt(error, [])
  return new GraphQLError(message, { extensions, ...(originalError && { originalError }) })
}

/** An error with its place in the answer. What is not ours keeps its cause for the log and gets no code. */
export function errorAt(error: unknown, path: readonly (string | number)[]): GraphQLError {
  if (error instanceof RefractError)
    return new GraphQLError(error.message, {
      path,
      extensions: { ...error.extensions },
      originalError: error,
    })
  const originalError = readable(error)
  return new GraphQLError(originalError.message, { path, originalError })
}

/** What code throws may be anything, even an error whose message throws in turn. */
function readable(error: unknown): Error {
  try {
    return error instanceof Error && typeof error.message === 'string'
      ? error
      : new Error(String(error))
  } catch {
    return new Error('Something was thrown that cannot be read')
  }
}
