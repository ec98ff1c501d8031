import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * npm leaves a platform's build out of the lock file when it could not see it, and then `npm ci` refuses the file.
 * Adds an entry for every optional dependency without one. Run after a change of a package with native builds.
 */
interface LockEntry {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const path = join(import.meta.dirname, '../package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockEntry> }
let added = 0
for (const [holder, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = holder === '' ? null : `${holder}/node_modules/${name}`
    if (lock.packages[`node_modules/${name}`] !== undefined || (nested !== null && lock.packages[nested] !== undefined))
      continue
    lock.packages[`node_modules/${name}`] = { version, optional: true, ...platformOf(name) } as LockEntry
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} entries added`)

/** What the name of a platform's package says: @oxfmt/binding-linux-x64-musl. */
function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const os = /(linux|darwin|win32|freebsd|android|openharmony|sunos|netbsd|openbsd|aix|wasm32)/.exec(name)?.[1]
  const cpu = /(?:-|_)(x64|arm64|ia32|arm|riscv64|ppc64|s390x|loong64|mips64el|wasm32)/.exec(name)?.[1]
  const libc = /musl/.test(name) ? ['musl'] : /gnu/.test(name) && os === 'linux' ? ['glibc'] : undefined
  return {
    ...(os === undefined || os === 'wasm32' ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined ? {} : { libc }),
  }
}
