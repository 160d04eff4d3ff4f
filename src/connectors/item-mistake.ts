/** One stored item that cannot be served; `message` reads on after its name: `has no id`. The others are. */
export class ItemMistake extends Error {}
