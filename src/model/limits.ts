/** The limits, which `config()` types and so lie beneath the model. */
export { defaultLimits } from '../declare/limits.ts'
export type { Limits } from '../declare/limits.ts'
