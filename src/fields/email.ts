import { declared } from './declared.ts'
import type { Field, FieldType } from './field.ts'
import { parseEmail, emailName, EmailAddressScalar } from './scalars/email-address.ts'
import type { Given, Null } from './stored-value.ts'
import { searchable, textBounds, textType } from './text.ts'
import type { TextOptions } from './text.ts'

/** Options of `email()`. */
export interface EmailOptions extends TextOptions {}

const type: FieldType = textType({ name: emailName, scalar: EmailAddressScalar, parse: parseEmail })

/**
 * An email address, as the HTML standard defines it; kept as written.
 *
 * @example
 * contact: email({ unique: true })
 */
export function email<const R extends boolean = false>(
  options?: Given<EmailOptions, R>,
): Field<string | Null<R>> {
  return declared({
    kind: 'email',
    options,
    type: searchable(type, options),
    bounds: textBounds(type, options),
  })
}
