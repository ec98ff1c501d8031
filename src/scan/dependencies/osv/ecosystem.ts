import { normaliseName } from '../requirement.ts'

export type Ecosystem = 'PyPI' | 'npm'

/** The name by which packages are compared. */
export function packageName(ecosystem: Ecosystem, name: string): string {
  return ecosystem === 'PyPI' ? normaliseName(name) : name.toLowerCase()
}

export function packageKey(ecosystem: Ecosystem, name: string): string {
  return `${ecosystem}/${packageName(ecosystem, name)}`
}
