const forms = ['zero', 'one', 'two', 'few', 'many', 'other']

/**
 * Marks every text: it stands between brackets and its letters wear accents, but for what is filled in. A plural is there
 * in every form that any language has.
 */
export function pseudo(words: object): object {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(words)) {
    if (typeof value !== 'string') out[key] = pseudo(value)
    else if (key.endsWith('_other')) for (const form of forms) out[key.replace(/other$/, form)] ??= marked(value)
    else out[key] = marked(value)
  }
  return out
}

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = [...'àƀçđéƒĝħíĵķļɱñóþɋřšţúṽŵẋýžÀƁÇĐÉƑĜĦÍĴĶĻṀÑÓÞɊŘŠŢÚṼŴẊÝŽ']

function marked(text: string): string {
  const inside = text
    .split(/(\{\{.*?\}\})/)
    .map((part, at) =>
      at % 2 ? part : part.replace(/[a-zA-Z]/g, (letter) => accented[plain.indexOf(letter)] ?? letter),
    )
  return `⟦${inside.join('')}⟧`
}
