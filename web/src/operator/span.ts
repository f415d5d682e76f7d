/** The seconds of a length of time as the server writes it: 720h0m0s. */
export function secondsOf(span: string): number {
  const found = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(span)
  if (!found) return 0
  const [, hours = '0', minutes = '0', seconds = '0'] = found
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}
