import { collection, date, oneOf, ref, role } from 'refract'

export default collection('Card', {
  store: 'members',
  description: 'Library cards; the id is the number printed on them.',
  fields: {
    kind: oneOf(['standard', 'student', 'senior', 'staff'], { required: true }),
    issued: date({ required: true }),
    user: ref('users', { reverse: 'card', description: 'Null while the card waits in the drawer' }),
  },
  idType: 'int',
  can: { read: true, create: role('staff'), update: role('staff'), delete: role('staff') },
})
