import { catboostModel, lightgbmModel, xgboostModel } from '../../src/scan/formats/fixtures/boosted.ts'
import { skopsFile, skopsNode } from '../../src/scan/formats/fixtures/skops-file.ts'
import { callingPickle } from '../../src/scan/formats/fixtures/torch-files.ts'
import { ubj } from '../../src/scan/formats/fixtures/ubj.ts'
import { xgboostLegacyFile } from '../../src/scan/formats/fixtures/xgboost-legacy-file.ts'
import type { MaliciousSample } from './sample.ts'

const lies = 'format/lying-size'
const runs = 'config-code/runs-code'

/** One model, as JSON and as UBJSON. */
function xgboost(name: string, model: object, rule: string = lies): readonly MaliciousSample[] {
  return [
    { name: `xgboost-${name}.json`, rule, bytes: () => Buffer.from(JSON.stringify(model)) },
    { name: `xgboost-${name}.ubj`, rule, bytes: () => ubj(model) },
  ]
}

function lightgbm(name: string, changes: Readonly<Record<string, string>>): MaliciousSample {
  return { name: `lightgbm-${name}.txt`, rule: lies, bytes: () => lightgbmModel(changes) }
}

function legacy(name: string, change: Parameters<typeof xgboostLegacyFile>[0]): MaliciousSample {
  return { name: `xgboost-legacy-${name}.model`, rule: lies, bytes: () => xgboostLegacyFile(change) }
}

function catboost(name: string, rule: string, at: number, value: number): MaliciousSample {
  const bytes = (): Uint8Array => {
    const model = Buffer.from(catboostModel())
    model.writeUInt32LE(value, at)
    return model
  }
  return { name: `catboost-${name}.cbm`, rule, bytes }
}

function skops(name: string, rule: string, node: object): MaliciousSample {
  return { name: `skops-${name}.skops`, rule, bytes: () => skopsFile(node) }
}

const pathNode = skopsNode('FunctionNode', 'os', 'path')
const estimator = skopsNode('ObjectNode', 'sklearn.svm._classes', 'SVC')
const methodOf = (object: object, func: string): object =>
  skopsNode('MethodNode', 'sklearn.svm._classes', 'SVC', { content: { func, obj: object } })

/** Boosted trees and skops archives: security.md 2.16, 2.17. */
export const samples: readonly MaliciousSample[] = [
  ...xgboost('child-past-end', xgboostModel({ left_children: [1 << 30, -1, -1] })),
  ...xgboost('negative-child', xgboostModel({ left_children: [-7, -1, -1] })),
  ...xgboost('endless-walk', xgboostModel({ left_children: [2, 1, -1], right_children: [1, 2, -1] })),
  ...xgboost('feature-past-end', xgboostModel({ split_indices: [1 << 30, 0, 0] })),
  ...xgboost('more-nodes-than-said', xgboostModel({ tree_param: { num_nodes: '1' } })),
  ...xgboost('fewer-trees-than-said', xgboostModel({}, '2000000000')),
  ...xgboost(
    'categories-past-end',
    xgboostModel({ categories_nodes: [0], categories_segments: [1 << 30], categories_sizes: [1] }),
  ),
  {
    name: 'xgboost-duplicate-trees.json',
    rule: 'format/duplicate-key',
    bytes: () => Buffer.from(JSON.stringify(xgboostModel()).replace('"trees":', '"trees":[],"trees":')),
  },
  {
    name: 'xgboost-absurd-count.ubj',
    rule: 'format/malformed',
    bytes: () => Buffer.concat([ubj({ learner: 1 }).subarray(0, 17), Buffer.from('5b24646c4c7fffffffffffffff', 'hex')]),
  },
  legacy('child-past-end', { left: 1 << 30 }),
  legacy('endless-walk', { left: 2 }),
  legacy('more-nodes-than-bytes', { nodes: 0x7fffffff }),
  legacy('more-trees-than-bytes', { trees: 0x7fffffff }),
  legacy('more-attributes-than-bytes', { attributes: 2 ** 50 }),
  lightgbm('child-past-end', { left_child: '5 -1' }),
  lightgbm('leaf-past-end', { right_child: '-2 -900000000' }),
  lightgbm('endless-walk', { left_child: '0 -1' }),
  lightgbm('short-arrays', { threshold: '0.5' }),
  lightgbm('absurd-leaves', { num_leaves: '99999999999999999999' }),
  lightgbm('feature-past-end', { split_feature: '0 900000000' }),
  lightgbm('categories-past-end', { threshold: '0.5 900000000' }),
  catboost('core-past-end', lies, 4, 0x7fffffff),
  catboost('root-past-end', 'format/malformed', 8, 0x7fffffff),
  catboost('text-past-end', 'format/malformed', 28, 0x7fffffff),
  { name: 'catboost-trailing-pickle.cbm', rule: lies, bytes: () => catboostModel(callingPickle) },
  {
    name: 'catboost-and-pickle.pkl',
    rule: 'pickle-code/dormant',
    bytes: () => catboostModel(undefined, Buffer.from('cos\nsystem\n(Vecho canary\ntR.')),
  },
  { name: 'pickle-as-model.ubj', rule: 'pickle-code/dangerous-call', bytes: () => callingPickle },
  { name: 'pickle-as-model.cbm', rule: 'pickle-code/dangerous-call', bytes: () => callingPickle },
  { name: 'pickle-as-model.skops', rule: 'pickle-code/dangerous-call', bytes: () => callingPickle },
  skops('function-of-the-system', runs, skopsNode('FunctionNode', 'os', 'system')),
  skops('type-that-runs-programs', runs, skopsNode('TypeNode', 'subprocess', 'Popen')),
  skops('object-that-runs-programs', runs, skopsNode('ObjectNode', 'subprocess', 'Popen')),
  skops('constructor-that-runs-code', runs, skopsNode('ConstructorFromReduceNode', 'builtins', 'eval')),
  skops('operator-call', runs, skopsNode('OperatorFuncNode', 'operator', 'call', { attrs: {} })),
  skops('operator-methodcaller', runs, skopsNode('OperatorFuncNode', 'operator', 'methodcaller', { attrs: {} })),
  skops('operator-of-another-module', runs, skopsNode('OperatorFuncNode', 'builtins', 'exec', { attrs: {} })),
  skops('method-of-another-object', runs, methodOf(pathNode, 'join')),
  skops('method-of-the-interpreter', runs, methodOf(estimator, '__reduce_ex__')),
  skops(
    'partial-of-the-system',
    runs,
    skopsNode('PartialNode', 'functools', 'partial', { content: { func: skopsNode('FunctionNode', 'os', 'popen') } }),
  ),
  skops('hidden-under-a-strange-key', runs, { strange: [[skopsNode('TypeNode', 'importlib', 'import_module')]] }),
  skops('unknown-loader', 'config-code/unvetted-class', skopsNode('EvalNode', 'builtins', 'str')),
  skops('unknown-class', 'config-code/unvetted-class', skopsNode('ObjectNode', 'theirs.models', 'Model')),
]
