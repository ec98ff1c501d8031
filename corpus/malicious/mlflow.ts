import type { MaliciousSample } from './sample.ts'

function yaml(name: string, rule: string, text: string): MaliciousSample {
  return { name, rule, bytes: () => new TextEncoder().encode(text) }
}

const mlmodel = (pyfunc: string): string =>
  `artifact_path: model\nflavors:\n  python_function:\n${pyfunc.replaceAll(/^/gm, '    ')}\nmlflow_version: 2.9.2\n`

const bomb = Array.from({ length: 9 }, (_, level) =>
  level === 0
    ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
    : `a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`,
).join('\n')

export const samples: readonly MaliciousSample[] = [
  yaml('foreign-loader/MLmodel', 'config-code/unvetted-class', mlmodel('loader_module: canary_loader\ndata: data')),
  yaml('dangerous-loader/MLmodel', 'config-code/runs-code', mlmodel('loader_module: mlflow.subprocess')),
  yaml('near-miss-loader/MLmodel', 'config-code/unvetted-class', mlmodel('loader_module: mlflow.sklearn.canary')),
  yaml('brings-code/MLmodel', 'config-code/carries-code', mlmodel('loader_module: mlflow.sklearn\ncode: code')),
  yaml(
    'code-outside/MLmodel',
    'external-data/escaping-path',
    mlmodel('loader_module: mlflow.sklearn\ncode: ../../canary'),
  ),
  yaml(
    'data-outside/MLmodel',
    'external-data/escaping-path',
    mlmodel('loader_module: mlflow.sklearn\ndata: /etc/canary'),
  ),
  yaml(
    'tag-in/MLmodel',
    'config-code/runs-code',
    mlmodel('loader_module: !!python/object/apply:os.system ["echo canary"]'),
  ),
  yaml('python-apply.yaml', 'config-code/runs-code', 'a: !!python/object/apply:os.system ["echo canary"]\n'),
  yaml('python-new.yaml', 'config-code/runs-code', 'a: !!python/object/new:canary.Thing {}\n'),
  yaml('python-name.yaml', 'config-code/runs-code', 'a: !!python/name:os.system\n'),
  yaml('python-module.yml', 'config-code/runs-code', 'a: !!python/module:os\n'),
  yaml(
    'verbatim-tag.yaml',
    'config-code/runs-code',
    'a: !<tag:yaml.org,2002:python/object/apply:os.system> ["echo canary"]\n',
  ),
  yaml('encoded-tag.yaml', 'config-code/runs-code', 'a: !!pyth%6fn/object/apply:os.system ["echo canary"]\n'),
  yaml(
    'tag-handle.yaml',
    'config-code/runs-code',
    '%TAG !x! tag:yaml.org,2002:python/object/\n---\na: !x!apply:os.system ["echo canary"]\n',
  ),
  yaml('tag-on-key.yaml', 'config-code/runs-code', '? !!python/object/apply:os.system ["echo canary"]\n: 1\n'),
  yaml(
    'tag-in-second-document.yaml',
    'config-code/runs-code',
    'a: 1\n---\nb: !!python/object/apply:os.system ["echo canary"]\n',
  ),
  yaml('tag-behind-error.yaml', 'config-code/runs-code', 'a: !!python/object/apply:os.system ["echo canary"]\nb: [1\n'),
  yaml('class-of-java.yaml', 'config-code/runs-code', 'a: !!javax.script.ScriptEngineManager [x]\n'),
  yaml('hyper-apply.yaml', 'config-code/runs-code', 'a: !apply:os.system ["echo canary"]\n'),
  yaml('hyper-new.yaml', 'config-code/unvetted-class', 'a: !new:canary.networks.Net {}\n'),
  yaml('hyper-include.yaml', 'external-data/escaping-path', 'a: !include:../../canary.yaml\n'),
  yaml('model_config.yaml', 'config-code/runs-code', 'preprocessor:\n  _target_: os.system\n  command: echo canary\n'),
  yaml(
    'target-in-list.yaml',
    'config-code/runs-code',
    'steps:\n  - _target_: builtins.exec\n    _args_: ["print(1)"]\n',
  ),
  yaml('target-through-torch.yaml', 'config-code/runs-code', '_target_: torch.nn.modules.module.torch.os.Popen\n'),
  yaml('target-unvetted.yaml', 'config-code/unvetted-class', '_target_: canary.networks.Net\n'),
  yaml('target-by-alias.yaml', 'config-code/runs-code', 'a: &x subprocess.Popen\nb: {_target_: *x}\n'),
  yaml(
    'target-of-diffusion.yaml',
    'config-code/runs-code',
    'model:\n  target: subprocess.Popen\n  params: {args: echo canary}\n',
  ),
  yaml('key-by-alias.yaml', 'config-code/runs-code', 'a: &x _target_\nb: {*x : subprocess.Popen}\n'),
  yaml('aliases.yaml', 'format/absurd-number', `${bomb}\n`),
  yaml('twice.yaml', 'format/duplicate-key', '_target_: torch.nn.Linear\n_target_: torch.nn.Identity\n'),
]
