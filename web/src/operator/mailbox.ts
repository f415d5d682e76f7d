/** A mail in the mailbox of development: its page is an address from /dev/. */
export type Preview = { to: string; subject: string; kind: string; came: string; page: string }

/** Reads the mailbox's own page; null for any other page, such as the one that answers when there is no mailbox. */
export function mailsOf(html: string): Preview[] | null {
  const page = new DOMParser().parseFromString(html, 'text/html')
  if (page.title !== 'Mailbox') return null
  return [...page.querySelectorAll('tbody tr')].map((row) => {
    const cells = [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')
    return {
      to: cells[0] ?? '',
      subject: cells[1] ?? '',
      kind: cells[2] ?? '',
      came: cells[3] ?? '',
      page: row.querySelector('a')?.getAttribute('href') ?? '',
    }
  })
}
