import type { Mistake } from '../../errors.ts'
import type { Checked } from '../checked.ts'

/** Stores that are not configured, URLs without a scheme, schemes that no connector claims. */
export function storesUsed({ stores }: Checked): readonly Mistake[] {
  return stores.mistakes
}
