import type { FormatReader } from '../scope.ts'
import { checkTemplate, longestTemplate } from '../templates/check-template.ts'
import { isText, textOf } from './text-content.ts'

const named = /(?:\.jinja2?|\.j2|chat_template(?:\.[a-z]+)?\.txt)$/

/** A chat template as a file of its own, known by its name: the language has no magic. */
export const jinjaReader: FormatReader = {
  format: 'jinja-template',
  title: 'a chat template',
  recognises: ({ name, bytes }) => named.test(name) && isText(bytes),
  async read(source, scope) {
    const text = textOf(source, longestTemplate * 4)
    if (text === undefined) {
      scope.gap('limit', `a template of more than ${longestTemplate * 4} bytes`, 0, source.size)
      return
    }
    await checkTemplate(templateName(scope.name), text, scope, 0)
    scope.account('parsed', 0, source.size)
  },
}

/** `chat_template.jinja` is the default one; `additional_chat_templates/tool_use.jinja` is named after its use. */
function templateName(file: string): string {
  const stem = file.replace(/\.(?:jinja2?|j2|txt)$/, '')
  return stem === 'chat_template' ? 'default' : stem
}
