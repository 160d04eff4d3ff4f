/** What a user declares with; field builders are in `fields/`. */
export { owner, role } from '../access/rules.ts'
export { action } from './action.ts'
export { collection } from './collection.ts'
export { config } from './config.ts'
export { env, missingVariables } from './env.ts'
export { defaultLimits } from './limits.ts'
export { ref, refsList } from './links.ts'
export { every, not, some } from './rules.ts'
export { selection } from './selection.ts'
export { memory, yaml } from './store.ts'
export { mongodb } from './mongodb.ts'
export { rest } from './rest.ts'
export type {
  EveryRule,
  NotRule,
  OwnerRule,
  RoleRule,
  RowRule,
  RuleValue,
  SomeRule,
} from '../access/rules.ts'
export type {
  Action,
  ActionContext,
  ActionOptions,
  FreeActionContext,
  FreeActionOptions,
  Output,
} from './action.ts'
export type { Collection, CollectionOptions, Computed, Dotted, Rights } from './collection.ts'
export type { Kinds } from './kinds.ts'
export type { Config, ConfigOptions, CorsOptions, DefaultRules, GraphiqlOptions } from './config.ts'
export type { MissingVariable } from './env.ts'
export type { Limits } from './limits.ts'
export type { Condition, Direction, SortInput, SortKeyInput, Where } from './question.ts'
export type { FieldsOf, Item, Items, ItemsOf, Modules, Name, Register, User } from './registry.ts'
export type { AnyStored, Rule, RuleContext, RuleFunction } from './rule.ts'
export type { Selection, SelectionOptions } from './selection.ts'
export type { MistakesOf, Sound } from './sound.ts'
export type {
  MemoryOptions,
  MemoryRows,
  NamedStore,
  StoreDeclaration,
  StoredOptions,
  StoredPath,
  YamlOptions,
} from './store.ts'
export type { MongoOptions } from './mongodb.ts'
export type {
  RestAuth,
  RestCaller,
  RestHeaders,
  RestMany,
  RestOptions,
  RestPaging,
  RestParam,
  RestSort,
} from './rest.ts'
export type { Changes, Meta, New, Stored, Values } from './values.ts'
