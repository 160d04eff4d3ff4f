/** The public surface: what schemas, configurations, connectors and programs around the gateway import. */

// Fields
export {
  bigint,
  bool,
  bytes,
  date,
  datetime,
  decimal,
  duration,
  email,
  field,
  float,
  int,
  ip,
  json,
  list,
  Misfit,
  object,
  oneOf,
  string,
  time,
  tuple,
  url,
  uuid,
} from './fields/index.ts'
export type {
  BigintOptions,
  BoolOptions,
  BytesOptions,
  DateOptions,
  DatetimeOptions,
  DecimalOptions,
  DurationOptions,
  EmailOptions,
  Field,
  FieldOptions,
  Fields,
  FieldType,
  FloatOptions,
  IntOptions,
  IpOptions,
  Json,
  JsonOptions,
  ListField,
  ListOptions,
  ObjectField,
  ObjectOptions,
  ObjectValue,
  OnDelete,
  OneOfField,
  OneOfOptions,
  Operator,
  OwnBuilder,
  OwnOptions,
  OwnType,
  Pattern,
  Ref,
  RefOptions,
  RefsList,
  RefsListOptions,
  StoredValue,
  StringOptions,
  TimeOptions,
  TupleField,
  TupleOptions,
  TupleValue,
  UrlOptions,
  UuidOptions,
  ValueOf,
} from './fields/index.ts'

// Declarations and rules
export {
  action,
  collection,
  config,
  defaultLimits,
  env,
  every,
  memory,
  mongodb,
  not,
  owner,
  ref,
  refsList,
  rest,
  role,
  selection,
  some,
  yaml,
} from './declare/index.ts'
export type {
  Action,
  ActionContext,
  ActionOptions,
  AnyStored,
  Changes,
  Collection,
  CollectionOptions,
  Computed,
  Condition,
  Config,
  ConfigOptions,
  CorsOptions,
  DefaultRules,
  Direction,
  Dotted,
  EveryRule,
  FieldsOf,
  FreeActionContext,
  FreeActionOptions,
  GraphiqlOptions,
  Item,
  Items,
  ItemsOf,
  Kinds,
  Limits,
  MemoryOptions,
  MemoryRows,
  Meta,
  MistakesOf,
  Modules,
  MongoOptions,
  Name,
  NamedStore,
  New,
  NotRule,
  Output,
  OwnerRule,
  Register,
  RestAuth,
  RestCaller,
  RestHeaders,
  RestMany,
  RestOptions,
  RestPaging,
  RestParam,
  RestSort,
  Rights,
  RoleRule,
  RowRule,
  Rule,
  RuleContext,
  RuleFunction,
  RuleValue,
  Selection,
  SelectionOptions,
  SomeRule,
  SortInput,
  SortKeyInput,
  Sound,
  StoreDeclaration,
  Stored,
  StoredOptions,
  StoredPath,
  User,
  Values,
  Where,
  YamlOptions,
} from './declare/index.ts'

// Errors
export {
  BadInputError,
  codes,
  LimitError,
  mistakeLine,
  MistakesError,
  RefractError,
  StoreError,
  UnsupportedFilterError,
} from './errors.ts'
export type { Code, Issue, Mistake, StoreCode } from './errors.ts'

// The gateway
export { gateway } from './server/gateway.ts'
export type { Gateway, GatewayOptions, SchemaModules } from './server/gateway.ts'

// For authors of connectors: the contract, the questions, and their meaning in memory
export { mismatchesOf, rowDecoder } from './connectors/decode.ts'
export type { DecodeOptions, RowDecoder } from './connectors/decode.ts'
export { ItemMistake } from './connectors/item-mistake.ts'
export { createTable } from './connectors/table/table.ts'
export type { Table } from './connectors/table/table.ts'
export { tableStore } from './connectors/table/table-store.ts'
export { mismatches } from './connectors/connector.ts'
export type {
  Connector,
  FieldCodec,
  Mismatch,
  OpenOptions,
  Server,
  Shape,
  Store,
  StoreContext,
  StoredName,
  StoreLog,
} from './connectors/connector.ts'
export { compareKeys, compareText, keyOf, keyText, StoreKey } from './fields/key.ts'
export type { Key } from './fields/key.ts'
export { answer, finish } from './query/answer.ts'
export { both, everything, nothing } from './query/filter.ts'
export type {
  Compare,
  Elements,
  Filter,
  Keys,
  Linked,
  LinkEnds,
  Path,
  Test,
} from './query/filter.ts'
export { match } from './query/match.ts'
export type { RowTest } from './query/match.ts'
export { compareRows } from './query/order.ts'
export { wholeList } from './query/page.ts'
export type { Page, Position } from './query/page.ts'
export type { Answer, Question, Rest } from './query/question.ts'
export type { FieldSet, Row } from './query/row.ts'
export type { Sort, SortKey } from './query/sort.ts'
export { summarise } from './query/summarise.ts'
export type {
  Figure,
  GroupKey,
  Summary,
  SummaryAnswer,
  SummaryFunction,
  SummaryQuestion,
} from './query/summary.ts'
export { hasKey, keysAt, valueAt } from './query/value.ts'
