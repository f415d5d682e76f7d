export function SubGigPage() {
  return null
}
