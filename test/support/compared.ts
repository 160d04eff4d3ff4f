import type { Answered } from './engine.ts'

/** Everything of an answer that no store may change; connectors are named where they cannot do something. */
export function comparable({ data, errors }: Answered): object {
  return {
    data,
    errors: errors?.map(({ message, path, extensions }) => {
      const { connector: _connector, store: _store, ...rest } = extensions ?? {}
      return { message: rest['code'] === 'UNSUPPORTED_FILTER' ? '' : message, path, ...rest }
    }),
  }
}
