import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Checks every link of the documentation that points into the repository, and every anchor it names. */
const root = join(import.meta.dirname, '..')
const files = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: root, exclude: ['node_modules/**'] })
const broken: string[] = []
let links = 0

for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8').replace(/```[\s\S]*?```/g, '')
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (target === undefined || /^[a-z]+:/.test(target)) continue
    links++
    const [path, anchor] = target.split('#')
    const found = path === '' ? join(root, file) : join(root, dirname(file), path!)
    if (!existsSync(found)) broken.push(`${file}: ${target}`)
    else if (anchor !== undefined && found.endsWith('.md') && !anchorsOf(found).includes(anchor))
      broken.push(`${file}: ${target}`)
  }
}

console.log(`${files.length} pages, ${links} links, ${broken.length} broken`)
for (const line of broken) console.error(`  ${relative('.', line)}`)
process.exitCode = broken.length === 0 ? 0 : 1

function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)
  return Array.from(headings, ([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}
