/** Operations whose store calls are golden: the fewest that answer them. */
export const queries: Readonly<Record<string, string>> = {
  'one item': '{ book(id: "1") { title } }',
  'items by ids': '{ booksByIds(ids: ["2", "nowhere", "2", "1"]) { id title } }',
  'only a page': '{ books(first: 3) { nodes { id } } }',
  'a total alone': '{ books { totalCount } }',
  'a page and its total': '{ books(first: 2) { totalCount nodes { title } } }',
  'the id of a ref': '{ books(first: 3) { nodes { title authorId } } }',
  'a ref': '{ books(first: 5) { nodes { title author { name } } } }',
  'the same ref twice': '{ books(first: 5) { nodes { a: author { name } b: author { born } } } }',
  'there and back':
    '{ books(first: 5) { nodes { author { books { nodes { author { name } } } } } } }',
  'lists per parent':
    '{ authors(first: 4) { nodes { name books(first: 2, sort: [{ title: DESC }]) { totalCount nodes { title } } } } }',
  'a list filtered per parent':
    '{ authors { nodes { books(where: { pages: { gt: 300 } }) { totalCount } } } }',
  'one to one, from both sides':
    '{ users { nodes { profile { motto } } } profiles { nodes { user { name } } } }',
  'an owned list': '{ books(first: 4) { nodes { shelves { nodes { name } } } } }',
  'an owned list, sorted and counted':
    '{ books(first: 4) { nodes { shelves(sort: [{ floor: ASC }]) { totalCount nodes { name } } } } }',
  'the derived side of n:m': '{ shelves { nodes { name books(first: 2) { nodes { title } } } } }',
  'a link by another key': '{ authors { nodes { country { name authors { nodes { name } } } } } }',
  'links in nested objects':
    '{ books { nodes { loan { user { name } } copies { keeper { name } } } } users { nodes { loans { nodes { title } } } } }',
  'a filter through a ref':
    '{ books(where: { author: { name: { startsWith: "J" } } }) { nodes { title } } }',
  'the stored key of a ref, filtered':
    '{ books(where: { author: { id: { eq: "1" } } }) { nodes { title } } }',
  'a filter through two refs':
    '{ books(where: { author: { country: { name: { eq: "France" } } } }) { nodes { title } } }',
  quantifiers:
    '{ authors(where: { books: { some: { pages: { gt: 500 } }, none: { genre: { eq: poetry } } } }) { nodes { name } } }',
  every: '{ authors(where: { books: { every: { pages: { gt: 100 } } } }) { nodes { name } } }',
  'a filter that nothing can match':
    '{ books(where: { author: { name: { eq: "Nobody" } } }) { nodes { title author { name } } } }',
  'a sort through a ref':
    '{ books(first: 3, sort: [{ author: { name: ASC } }, { title: DESC }]) { nodes { title author { name } } } }',
  'a computed field': '{ books(first: 3) { nodes { long } } }',
  'a computed field that needs another item': '{ books(first: 3) { nodes { citation } } }',
  'a filter on a computed field': '{ books(where: { long: { eq: true } }) { nodes { title } } }',
  'a summary':
    '{ booksSummary(where: { genre: { eq: novel } }) { count sum { pages } max { title } } }',
  groups: '{ booksGroups(by: [{ genre: true }]) { key { genre } count avg { pages } } }',
  'groups through refs':
    '{ booksGroups(by: [{ author: { country: { name: true } } }]) { key { author { country { name } } } count } }',
  'a selection that shows paths':
    '{ frenchBooks(first: 2) { nodes { title author country shelves cites } } }',
  'the demo of the design':
    '{ authors(first: 10) { nodes { name country { name } books(first: 3) { totalCount nodes { title reviews(first: 2) { nodes { stars user { name } } } } } } } }',
}
