import { parse, specifiedRules, validate, visit, GraphQLError, BREAK } from 'graphql'
import type { DocumentNode, GraphQLSchema, ValidationRule } from 'graphql'
import { LimitError } from '../errors.ts'
import { nestingLimit, nestsDeeper } from './brackets.ts'

/** How documents are read: what `config` says, or what `dev` and `start` default to. */
export interface DocumentRules {
  readonly tokens: number
  readonly introspection: boolean
  readonly suggestions: boolean
}

/** Errors of one document that are listed at most; the last says that there are more. */
const MOST_ERRORS = 5

/**
 * Parses a document that has at most `tokens` tokens and does not nest absurdly.
 *
 * @throws GraphQLError GRAPHQL_PARSE_FAILED. LimitError LIMIT_EXCEEDED for `tokens` and `nesting`
 */
export function parseDocument(text: string, tokens: number): DocumentNode {
  if (nestsDeeper(text)) {
    const message = `The document nests brackets deeper than ${nestingLimit}`
    throw new LimitError('nesting', nestingLimit, message)
  }
  try {
    return parse(text, { maxTokens: tokens })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    if (/more tha[nt] \d+ tokens/.test(error.message)) {
      throw new LimitError('tokens', tokens, `The document has more than ${tokens} tokens`)
    }
    throw withCode(error, 'GRAPHQL_PARSE_FAILED')
  }
}

/** What is wrong with a document, with codes: at most five errors, unless `most` says otherwise. */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: Omit<DocumentRules, 'tokens'>,
  most = MOST_ERRORS,
): readonly GraphQLError[] {
  if (!rules.introspection && introspects(document)) return [introspectionIsOff()]
  const errors = validate(schema, document, [rootTypes, ...specifiedRules], {
    maxErrors: most - 1,
    hideSuggestions: !rules.suggestions,
  })
  return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'))
}

/**
 * By the field's name alone, before any other rule: whatever stands around it, and however it is aliased or hidden
 * in fragments, the answer has the same bytes.
 */
function introspects(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field({ name: { value } }) {
      if (value !== '__schema' && value !== '__type') return undefined
      found = true
      return BREAK
    },
  })
  return found
}

function introspectionIsOff(): GraphQLError {
  return new GraphQLError('Introspection is off', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  })
}

const rootTypes: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return
    const message = `The schema has no ${node.operation}s`
    context.reportError(new GraphQLError(message, { nodes: node.name ?? [] }))
  },
})

function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions['code'] = code
  return error
}
