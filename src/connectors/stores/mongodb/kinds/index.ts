import type { Field } from '../../../../fields/field.ts'
import type { FieldCodec } from '../../../connector.ts'
import { dateKind, datetimeKind, timeKind } from './dates.ts'
import { keyElementKind, keyKind } from './keys.ts'
import type { Kind } from './kind.ts'
import { bigintKind, decimalKind, floatKind, intKind, wholeElements } from './numbers.ts'
import { boolKind, oneOfKind, patternedKind, textKind } from './text.ts'
import { trusting } from './trusting.ts'
import { uuidKind } from './uuid.ts'

const kinds: Readonly<Record<string, Kind>> = {
  string: textKind,
  int: intKind,
  float: floatKind,
  bigint: bigintKind,
  decimal: decimalKind,
  bool: boolKind,
  datetime: datetimeKind,
  date: dateKind,
  time: timeKind,
  uuid: uuidKind,
  email: patternedKind,
  url: patternedKind,
  ref: keyKind(null),
}

/** The kind of a field's values; null where nothing but the key's being there can be asked of the server. */
export function kindOf(field: Field, validated: boolean): Kind | null {
  const kind = plainKind(field)
  return validated && kind ? trusting(kind, field.kind) : kind
}

function plainKind(field: Field): Kind | null {
  if (field.kind === 'oneOf') {
    return oneOfKind((field as Field & { readonly values: readonly string[] }).values)
  }
  return Object.hasOwn(kinds, field.kind) ? (kinds[field.kind] ?? null) : null
}

/** The kind of the elements of a list of keys. */
export function elementKindOf(field: Field, validated: boolean): Kind | null {
  const kind = kindOf(field, validated)
  if ((field.kind === 'int' || field.kind === 'bigint') && kind && !validated) {
    return wholeElements(kind)
  }
  if (field.kind !== 'ref') return kind
  return validated ? trusting(keyKind(null), 'ref') : keyElementKind()
}

/** The kind of what a codec makes, where each value has one stored form and these compare as values do. */
export function codedKind(codec: FieldCodec): Kind | null {
  if (!codec.ordered) return null
  return {
    probes: [],
    trusted: true,
    fits: () => [{ ops: { $ne: null } }],
    compare(op, operand) {
      const stored = codec.encode(operand)
      return stored === null || stored === undefined ? null : [{ ops: { [`$${op}`]: stored } }]
    },
    is: (value) => ({ $gt: [value, null] }),
    misfits: () => [],
  }
}
