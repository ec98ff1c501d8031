import { checkPython } from '../../python/check-python.ts'
import type { Scope } from '../../scope.ts'
import { textOf } from '../text-content.ts'

const longestModule = 1 << 21

/**
 * A configuration that has Python of its repository imported: `module.Class`, or `owner/repository--module.Class`. Where the
 * file lies beside it and does nothing but compute, that is only told.
 */
export function reportNamedCode(reference: string, key: string, offset: number, scope: Scope): void {
  const [remote, local] = reference.includes('--') ? reference.split('--', 2) : [undefined, reference]
  const module = local!.includes('.') ? local!.slice(0, local!.lastIndexOf('.')) : local!
  const file = `${module.replaceAll('.', '/')}.py`
  const observation = { subject: reference, offset }
  if (remote !== undefined) {
    scope.fact({ kind: 'reference', to: `${remote}/${file}`, why: key })
    const detail = `${key} has ${file} of the repository ${remote} run, which is not here`
    scope.find('config-code/remote-code', { ...observation, detail })
    return
  }
  scope.fact({ kind: 'reference', to: file, why: key })
  const sibling = scope.sibling(file)
  if (sibling.kind === 'outside') {
    scope.find('external-data/escaping-path', {
      ...observation,
      detail: `${key} names code outside the folder: ${file}`,
    })
  } else if (sibling.kind !== 'file') {
    const detail = `${key} has ${file} run, which is not beside it`
    scope.find('config-code/remote-code', { ...observation, detail })
  } else {
    const source = textOf(sibling.open(), longestModule)
    const isQuiet =
      source !== undefined &&
      checkPython(source).observations.every(({ level }) => level === 'low') &&
      checkPython(source).isComplete
    const detail = `${key} has ${file} beside it run${isQuiet ? ', in which nothing conspicuous was seen' : ''}`
    scope.find('config-code/remote-code', { ...observation, detail, ...(isQuiet ? { level: 'low' } : {}) })
  }
}
