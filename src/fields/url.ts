import { declared } from './declared.ts'
import type { Bound, Field, FieldType } from './field.ts'
import { shown } from './misfit.ts'
import { parseUrl, urlName, UrlScalar } from './scalars/url.ts'
import type { Given, Null } from './stored-value.ts'
import { searchable, textBounds, textType } from './text.ts'
import type { TextOptions } from './text.ts'

/** Options of `url()`. */
export interface UrlOptions extends TextOptions {
  /** The schemes that may be written, `['http', 'https']` unless given: a `javascript:` link is no place to go. */
  readonly schemes?: readonly string[]
}

const type: FieldType = textType({ name: urlName, scalar: UrlScalar, parse: parseUrl })

/**
 * An absolute URL with a host; kept as written.
 *
 * @example
 * homepage: url({ schemes: ['https'] })
 */
export function url<const R extends boolean = false>(
  options?: Given<UrlOptions, R>,
): Field<string | Null<R>> {
  const bounds = [...textBounds(type, options), schemeBound(options?.schemes)]
  return declared({ kind: 'url', options, type: searchable(type, options), bounds })
}

function schemeBound(schemes: readonly string[] = ['http', 'https']): Bound {
  return {
    rule: 'schemes',
    wrong: (value) => {
      const scheme = new URL(String(value)).protocol.slice(0, -1)
      return schemes.includes(scheme)
        ? null
        : `${shown(value)} is not a URL of ${schemes.join(' or ')}`
    },
  }
}
