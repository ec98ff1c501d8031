import { carriesCode, dangerOf } from './dangerous-names.ts'
import type { Judgement } from './judgement.ts'
import { isClassRoot, isKnownPackage, isRiskyPart } from './known-packages.ts'
import { isTorchScriptClass } from './torch-script.ts'

/** Importing alone runs the module. What is done with the name is judged when it is done. */
export function judgeImport(judgement: Judgement, module: string, name: string): void {
  const { scope, context } = judgement
  const full = `${module}.${name}`
  if (!isPlainName(module) || !isPlainName(name)) {
    judgement.say(
      'pickle-code/unknown-state',
      full,
      `The pickle imports ${full}, which is no name that Python source can write in ASCII.`,
    )
  } else if (scope.allow.rolesOf(module, name) !== undefined) return
  else if (context.isTorch && isTorchScriptClass(module)) return
  else if (carriesCode(module, name)) {
    judgement.say('pickle-code/carries-code', full, `The pickle uses ${full}, with which functions are stored as code.`)
  } else {
    const danger = dangerOf(module, name)
    if (danger !== undefined) {
      judgement.say('pickle-code/unvetted-import', full, `The pickle imports ${full}, which ${danger}.`, 'high')
    } else {
      const why = whyUnknown(module, name)
      const detail = `The pickle imports ${full}, ${why ?? 'which is not listed'}.`
      if (why !== undefined) judgement.say('pickle-code/unvetted-import', full, detail)
      else if (!isClassRoot(module)) judgement.say('pickle-code/unvetted-import', full, detail, 'low')
    }
  }
}

/**
 * Classes of known packages are told apart by their capital letter. A function must be listed even to be referred to: an
 * object can hold it under the name of a method that its loader calls.
 */
function whyUnknown(module: string, name: string): string | undefined {
  if (name.includes('.')) return 'a name reached through another'
  if (isRiskyPart(module) || !isKnownPackage(module)) return 'from a package that is not known'
  return classNames.test(name) ? undefined : 'a function that is not listed'
}

/** SciPy has some classes in small letters. */
const classNames = /^_*[A-Z]|_(?:array|matrix|gen|frozen)$/
const parts = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/

/** Each part takes at least one character that no other part can, so the time is linear. */
function isPlainName(name: string): boolean {
  return parts.test(name)
}
