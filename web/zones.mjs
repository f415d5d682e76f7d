// Writes src/map/zones.json out of the time zone database's table of zones (zone.tab, in the public domain): for each zone its
// country and where its city is, as [country, longitude, latitude] in whole hundredths of a degree. Run it when zones change:
//   node zones.mjs /usr/share/zoneinfo/zone.tab
import { readFileSync, writeFileSync } from 'node:fs'

const from = process.argv[2]
if (!from) throw new Error('name the file zone.tab')

/** Reads +DDMM or +DDDMMSS, as hundredths of a degree. */
function hundredths(text) {
  const [, sign, digits] = /^([+-])(\d+)$/.exec(text)
  const degrees = digits.length % 2 ? 3 : 2
  const value = Number(digits.slice(0, degrees)) + Number(digits.slice(degrees, degrees + 2)) / 60
  return Math.round((sign === '-' ? -value : value) * 100)
}

const lines = readFileSync(from, 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const [country, place, zone] = line.split('\t')
    const [, north, east] = /^([+-]\d+)([+-]\d+)$/.exec(place)
    return `  ${JSON.stringify(zone)}: [${JSON.stringify(country)}, ${hundredths(east)}, ${hundredths(north)}]`
  })
writeFileSync(new URL('src/map/zones.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`)
