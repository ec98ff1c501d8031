import type { FormatReader, Head } from '../scope.ts'
import { isConfigName } from './config/config-names.ts'
import { JsonTokens } from './json-tokens.ts'
import { hasMagic } from './magic.ts'
import { UbjTokens } from './ubj-tokens.ts'
import { inspectXgboost } from './xgboost-model.ts'

/** An XGBoost model as JSON, which is its default since 1.0 for names that end in .json. */
export const xgboostJsonReader: FormatReader = {
  format: 'xgboost-json',
  title: 'an XGBoost model in JSON',
  recognises: ({ bytes, name }) => {
    if (isConfigName(name)) return false
    const first = firstKey(bytes)
    if (first === 'version' && !hasText(bytes, ['"learner"'])) return false
    return (
      ((first === 'learner' || first === 'version') && hasText(bytes, ownWords)) ||
      (first === 'Config' && hasText(bytes, ['"learner"']))
    )
  },
  read(source, scope) {
    const onDuplicate = (key: string, offset: number): void =>
      scope.find('format/duplicate-key', { subject: key, detail: `the key ${key} stands twice`, offset })
    inspectXgboost(new JsonTokens(source, scope.budget, { nonFinite: true, onDuplicate }), scope)
    scope.account('parsed', 0, source.size)
  },
}

/** The same in UBJSON, the default since 2.1. */
export const xgboostUbjReader: FormatReader = {
  format: 'xgboost-ubj',
  title: 'an XGBoost model in UBJSON',
  recognises: ({ bytes }) => hasMagic(bytes, ubjStarts),
  read(source, scope) {
    inspectXgboost(new UbjTokens(source, scope.budget), scope)
    scope.account('parsed', 0, source.size)
  },
}

/** One of them lies near the beginning of every such file. */
const ownWords = ['"gradient_booster"', '"learner_model_param"', '"feature_names"', '"generic_param"', '"attributes"']

/** A map whose first key is one of these, its length in one byte or in eight. */
const ubjStarts = ['learner', 'Config', 'Model', 'version'].flatMap((key) => [
  `{L\0\0\0\0\0\0\0${String.fromCharCode(key.length)}${key}`,
  `{i${String.fromCharCode(key.length)}${key}`,
  `{U${String.fromCharCode(key.length)}${key}`,
])

function firstKey(bytes: Head['bytes']): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  return /^\s{0,16}\{\s{0,16}"([A-Za-z_]{1,20})"/.exec(start)?.[1]
}

function hasText(bytes: Head['bytes'], texts: readonly string[]): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return texts.some((text) => head.includes(text))
}
