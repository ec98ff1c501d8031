import type { PythonToken } from './lex-python.ts'

export interface Import {
  /** The local name; `*` when all names of the module are taken. */
  readonly name: string
  readonly path: string
}

/** The names that an `import` or `from … import …` brings in, and the token behind it. */
export function readImport(tokens: readonly PythonToken[], at: number): { imports: Import[]; next: number } {
  const imports: Import[] = []
  const isFrom = tokens[at]!.value === 'from'
  let next = at + 1
  const dotted = (): string => {
    let path = ''
    for (let token = tokens[next]; token !== undefined; token = tokens[++next]) {
      const isDot = token.kind === 'operator' && (token.value === '.' || token.value === '...')
      const isPart = token.kind === 'name' && token.value !== 'import' && token.value !== 'as'
      if (!isDot && !(isPart && (path === '' || path.endsWith('.')))) break
      path += token.value
    }
    return path
  }
  const alias = (): string | undefined => {
    if (tokens[next]?.value !== 'as' || tokens[next + 1]?.kind !== 'name') return undefined
    next += 2
    return tokens[next - 1]!.value
  }
  const module = isFrom ? dotted() : ''
  if (isFrom) {
    if (tokens[next]?.value !== 'import') return { imports, next }
    next += 1
    if (tokens[next]?.value === '(') next += 1
  }
  for (;;) {
    if (isFrom && tokens[next]?.value === '*') {
      imports.push({ name: '*', path: module })
      return { imports, next: next + 1 }
    }
    const path = dotted()
    if (path === '') return { imports, next }
    const name = alias()
    if (isFrom) imports.push({ name: name ?? path, path: `${module}.${path}` })
    else if (name === undefined) imports.push({ name: path.split('.')[0]!, path: path.split('.')[0]! })
    else imports.push({ name, path })
    if (tokens[next]?.value !== ',') return { imports, next }
    next += 1
  }
}
