import { createYoga, type Plugin } from 'graphql-yoga'
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql'
import type { Engine } from '../runtime/engine.ts'
import { variableMistakes } from './coercion.ts'
import { documentCache } from './document-cache.ts'
import { parseDocument, validateDocument, type DocumentRules } from './document.ts'
import { deadline } from './deadline.ts'
import type { HttpAsk } from './http.ts'
import type { Params } from './params.ts'

/** One operation that came by HTTP. */
export interface Asked {
  readonly http: HttpAsk
  readonly params: Params
}

/** What runs operations. */
export interface OperationOptions {
  readonly schema: GraphQLSchema
  readonly rules: DocumentRules
  readonly timeout: number
  readonly explain: boolean
  engine(): Promise<Engine>
}

/** The refusal of an operation, or what its execution answered. */
export type Outcome = { readonly refused: readonly unknown[] } | ExecutionResult

/** Runs one operation; never rejects. */
export type Operate = (asked: Asked) => Promise<Outcome>

interface Context {
  readonly asked: Asked
}

/**
 * graphql-yoga's pipeline (parse, validate, context, execute, with the hooks of its plugins) around the engine. Its HTTP
 * half is left out: reading bodies through web streams costs more than all the rest, and forms, multipart, CORS, GraphiQL
 * and masking have rules of their own here.
 */
export function operations(options: OperationOptions): Operate {
  const yoga = createYoga<Context>({
    schema: options.schema,
    plugins: [documentPlugin(options), enginePlugin(options)],
    logging: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    maskedErrors: false,
    parserAndValidationCache: false,
    maxRequestBodySize: false,
  })
  return async (asked) => {
    try {
      const { params } = asked
      const context = { asked, params, request: requestOf(asked.http) }
      const { schema, parse, validate, contextFactory, execute } = yoga.getEnveloped(context)
      const document = parse(params.query)
      const refused: readonly GraphQLError[] = validate(schema, document)
      if (refused.length > 0) return { refused }
      const contextValue = await contextFactory()
      const { operationName, variables: variableValues } = params
      return await execute({ schema, document, contextValue, operationName, variableValues })
    } catch (error) {
      return { refused: [error] }
    }
  }
}

/** What plugins read of a request. */
function requestOf({ method, headers, path, search }: HttpAsk): Request {
  const url = `http://localhost${path}${search ? `?${search}` : ''}`
  const get = (name: string) => headers[name.toLowerCase()] ?? null
  return { method, url, headers: { get } } as unknown as Request
}

/** Documents are parsed and validated once; only valid ones are kept. */
function documentPlugin({ schema, rules }: OperationOptions): Plugin<Context> {
  const cache = documentCache()
  const valid = new WeakSet<object>()
  return {
    onParse({ params, setParsedDocument, setParseFn }) {
      const known = cache.get(String(params.source))
      if (known) setParsedDocument(known)
      else setParseFn((source) => parseDocument(String(source), rules.tokens))
    },
    onValidate({ params, setResult, context }) {
      const document = params.documentAST
      const errors = valid.has(document) ? [] : validateDocument(schema, document, rules)
      if (errors.length === 0 && !valid.has(document)) {
        valid.add(document)
        cache.set(context.asked.params.query, document)
      }
      setResult([...errors])
    },
  }
}

function enginePlugin(options: OperationOptions): Plugin<Context> {
  return {
    onExecute({ setExecuteFn, args, context }) {
      setExecuteFn(() => run(args, context.asked, options))
    },
  }
}

type ExecuteArgs = Parameters<NonNullable<Plugin['onExecute']>>[0]['args']

async function run(
  args: ExecuteArgs,
  asked: Asked,
  options: OperationOptions,
): Promise<ExecutionResult> {
  const engine = await options.engine()
  const result = await deadline(asked.http, options.timeout, (signal) =>
    engine.execute({
      document: args.document,
      operationName: asked.params.operationName,
      variables: asked.params.variables,
      user: null,
      headers: asked.http.headers,
      signal,
      explain: options.explain,
    }),
  )
  return withIssues(result, args.document, asked, options)
}

/** Variables that do not fit are one error with all issues, and without hints where there are to be none. */
function withIssues(
  result: ExecutionResult,
  document: ExecuteArgs['document'],
  { params }: Asked,
  { schema, rules }: OperationOptions,
): ExecutionResult {
  if (result.data !== undefined || !result.errors) return result
  const { suggestions } = rules
  const mistakes = variableMistakes({ schema, document, params, suggestions })
  if (!mistakes) return result
  return { errors: [new GraphQLError(mistakes.message, { originalError: mistakes })] }
}
