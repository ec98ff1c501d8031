/** Whether a check id matches a glob: `*` within a part, `**` across parts, a bare family for all of it. */
export function matchesGlob(id: string, glob: string): boolean {
  const pattern = glob.includes('/') || glob.includes('*') ? glob : `${glob}/**`
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
  return new RegExp(`^${pattern === '*' ? '.*' : source}$`).test(id)
}

export function matchesAny(id: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(id, glob))
}
