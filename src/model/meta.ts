import { datetime } from '../fields/datetime.ts'
import type { Field } from '../fields/field.ts'
import { object } from '../fields/object.ts'
import { string } from '../fields/string.ts'
import { fieldModel } from './field-models.ts'
import type { FieldModel } from './model.ts'
import { metaNames } from './names.ts'

/** `meta`: when and by whom; kept by the gateway, null where the store keeps none. */
const metaField: Field = object(
  {
    createdAt: datetime({ description: 'When it was created' }),
    createdBy: string({ description: 'The id of the user who created it' }),
    modifiedAt: datetime({ description: 'When it was changed last' }),
    modifiedBy: string({ description: 'The id of the user who changed it last' }),
  },
  { description: 'When and by whom it was created and changed last' },
)

/** The model of `meta`, which all collections share: it has no rules, no links and no enums of its own. */
export const metaModel: FieldModel = Object.freeze({
  ...fieldModel(
    {
      collection: 'meta',
      type: metaNames.type,
      links: new Map(),
      ground: (name) => {
        throw new TypeError(`${name}: \`meta\` has no rules`)
      },
      stored: () => [],
    },
    metaField,
    { path: ['meta'], filterable: true, inList: false },
  ),
  objectNames: metaNames,
})
