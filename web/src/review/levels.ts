/** What is heard: this sound by itself, among all the others, or the others without it. */
export type Hearing = 'alone' | 'mix' | 'cut'

/** One sound in the room. */
export type Voice = { id: string; lufs: number; gainDB: number; part: 'this' | 'before' | 'other' }

export type Desk = {
  hearing: Hearing
  before: boolean // the version before is heard in the place of this one
  equal: boolean // both versions equally loud
  solo: ReadonlySet<string>
  mute: ReadonlySet<string>
  faders: ReadonlyMap<string, number> // in dB
}

/** How loud each sound is, as a factor. Loudness is made equal by making the louder version quieter, so that nothing clips. */
export function levels(voices: Voice[], desk: Desk): Map<string, number> {
  const versions = voices.filter((one) => one.part !== 'other' && one.lufs > -70)
  const quietest = Math.min(...versions.map((one) => one.lufs))
  const out = new Map<string, number>()
  for (const one of voices) {
    const matched = desk.equal && versions.includes(one) && versions.length > 1 ? quietest - one.lufs : 0
    const placed = desk.hearing === 'alone' ? 0 : one.gainDB
    out.set(one.id, heard(one, desk) ? 10 ** ((placed + matched + (desk.faders.get(one.id) ?? 0)) / 20) : 0)
  }
  return out
}

function heard(one: Voice, desk: Desk): boolean {
  if (one.part === (desk.before ? 'this' : 'before')) return false
  if (desk.mute.has(one.id)) return false
  if (desk.solo.size > 0) return desk.solo.has(one.id)
  return one.part === 'other' ? desk.hearing !== 'alone' : desk.hearing !== 'cut'
}
