/**
 * Every error class and every code of the product. A client sees `message`, `extensions.code` and the
 * extensions named here, never the text of a store or a stack.
 */

/** Each code with what it tells the client; `docs/errors.md` is printed from this table. */
export const codes = {
  BAD_REQUEST: 'The HTTP request is not a GraphQL request.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  BAD_USER_INPUT: 'Values outside their type or bounds; `issues` lists all of them.',
  LIMIT_EXCEEDED:
    'The document, or the bound of its cost, is too big; `limit` has the name and the maximum.',
  UNSUPPORTED_FILTER: 'The gateway would have to read more rows than its row budget to answer.',
  CONFLICT: 'A unique value, a version or a delete rule stands against it.',
  UNAUTHENTICATED: 'Nobody, or nobody believable, asks.',
  FORBIDDEN: 'The user may not do this.',
  NOT_FOUND: 'What is to be changed is not there, or not visible.',
  STORE_UNAVAILABLE: 'The store cannot be reached.',
  STORE_REFUSED: 'The store refused the request.',
  STORE_TIMEOUT: 'The store did not answer in time.',
  STORE_BAD_DATA: 'The store holds or answered data that does not fit its declaration.',
  STORE_READ_ONLY: 'The store cannot be written.',
  REF_BROKEN: 'A link would point at what is not there.',
  IN_DOUBT: 'The write is committed and not yet applied everywhere.',
  RATE_LIMITED: 'Too many requests from this user or address.',
  OVERLOADED: 'The gateway sheds load.',
  METHOD_NOT_ALLOWED: 'This HTTP method cannot carry this operation.',
  PAYLOAD_TOO_LARGE: 'The body is larger than the limit.',
  UNSUPPORTED_MEDIA_TYPE: 'The content type is not one that the endpoint reads.',
  NOT_READY: 'A store is not open yet.',
  INTERNAL: 'An unexpected error; the log has it under `requestId`.',
} as const

/** One of the stable codes that clients may switch on. */
export type Code = keyof typeof codes

/** One thing wrong with what came: where, which rule, in words. */
export interface Issue {
  /** Names and list positions from the argument or input down, e.g. `['where', 'pages', 'in']`. */
  readonly path: readonly (string | number)[]
  /** The rule that was broken, e.g. `required`, `max`, `type`. */
  readonly code: string
  readonly message: string
}

/** The base of all errors that a client may see as they are. */
export class RefractError extends Error {
  readonly code: Code
  readonly extensions: Readonly<Record<string, unknown>>

  constructor(
    code: Code,
    message: string,
    extensions: Record<string, unknown> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.extensions = Object.freeze({ code, ...extensions })
  }
}

/** Bad input, all mistakes at once. */
export class BadInputError extends RefractError {
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[], message = inputSentence(issues)) {
    super('BAD_USER_INPUT', message, { issues })
    this.issues = issues
  }
}

/** A document, or the bound of its cost, past a limit. */
export class LimitError extends RefractError {
  constructor(name: string, max: number, message: string) {
    super('LIMIT_EXCEEDED', message, { limit: { name, max } })
  }
}

/** Work that the gateway would have to do in memory, past its row budget. */
export class UnsupportedFilterError extends RefractError {
  constructor(where: { connector: string; field: string; operator: string }, budget: number) {
    super(
      'UNSUPPORTED_FILTER',
      `${where.connector} cannot apply "${where.operator}" to "${where.field}", and finishing it in the gateway reads more than ${budget} rows. Narrow the filter, or raise limits.rowBudget.`,
      where,
    )
  }
}

/** The codes that speak of a store. */
export type StoreCode = Extract<Code, `STORE_${string}`>

/** A store that failed; `store` is its configured name, the cause stays in the log. */
export class StoreError extends RefractError {
  readonly store: string

  constructor(code: StoreCode, store: string, message: string, cause?: unknown) {
    super(code, message, { store }, cause)
    this.store = store
  }
}

/** One mistake of a declaration, as a sentence. */
export interface Mistake {
  /** The module that holds it, e.g. `schema/books.ts`, where known. */
  readonly file?: string
  /** Collection and field, e.g. `books.author`. */
  readonly at: string
  /** What is wrong, and how to mend it. */
  readonly message: string
}

/** Every mistake of the declarations and the configuration, found before anything is opened. */
export class MistakesError extends Error {
  readonly mistakes: readonly Mistake[]

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(mistakeLine).join('\n'))
    this.name = 'MistakesError'
    this.mistakes = mistakes
  }
}

/** A mistake as one printed line. */
export function mistakeLine(mistake: Mistake): string {
  const place = mistake.file ? `${mistake.file}: ` : ''
  return `${place}${mistake.at}: ${mistake.message}`
}

function inputSentence(issues: readonly Issue[]): string {
  const first = issues[0]
  if (!first) return 'Bad input'
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return `${first.path.join('.')}: ${first.message}${more}`
}
