import type { MaliciousSample } from './sample.ts'

const text = (content: string) => () => new TextEncoder().encode(content)

function sample(
  name: string,
  rule: string,
  content: string,
  beside: Readonly<Record<string, string>> = {},
): MaliciousSample {
  const files = Object.entries(beside).map(([path, other]) => [path, new TextEncoder().encode(other)] as const)
  return { name, rule, bytes: text(content), beside: Object.fromEntries(files) }
}

const lookAlike = 'dependencies/look-alike'
const foreignIndex = 'dependency-hygiene/foreign-index'
const directAddress = 'dependency-hygiene/direct-address'

/** Lists of dependencies that bring in other code than they seem to. Every address is one of those kept for examples. */
export const samples: readonly MaliciousSample[] = [
  sample('look-alike-swapped-requirements.txt', lookAlike, 'numpy==2.0.2\nreqeusts==2.31.0\n'),
  sample('look-alike-doubled-requirements.txt', lookAlike, 'torchh==2.5.1\n'),
  sample('look-alike-without-separator-requirements.txt', lookAlike, 'scikitlearn\n'),
  sample('look-alike-digit-requirements.txt', lookAlike, 'tens0rflow==2.15.0\n'),
  sample('look-alike-rn-for-m-requirements.txt', lookAlike, 'nurnpy==2.0.2\n'),
  sample('look-alike-in-an-included-requirements.txt', lookAlike, '-r more.list\n', { 'more.list': 'pandsa==2.2.3\n' }),
  sample(
    'look-alike-behind-continuation-requirements.txt',
    lookAlike,
    'transform\\\ners==4.44.0\ntansformers \\\n  ==4.44.0\n',
  ),
  sample('pyproject.toml', lookAlike, '[project]\nname = "x"\ndependencies = ["matplotltib>=3"]\n'),
  sample('setup.cfg', lookAlike, '[options]\ninstall_requires =\n  beautifulsup4\n'),
  sample('environment.yml', lookAlike, 'dependencies:\n- python=3.11\n- pip:\n  - huggingfacehub\n'),
  sample('package.json', lookAlike, '{"dependencies": {"crossenv": "^7.0.0"}}\n'),
  sample('METADATA', lookAlike, 'Metadata-Version: 2.1\nName: own\nVersion: 1.0\nRequires-Dist: colourama\n'),
  sample(
    'further-index-requirements.txt',
    foreignIndex,
    '--extra-index-url https://packages.example.org/simple\nown==1.0\n',
  ),
  sample('index-without-encryption-requirements.txt', foreignIndex, '-i http://pypi.org/simple\nnumpy==2.0.2\n'),
  sample(
    'index-with-the-host-as-user-requirements.txt',
    foreignIndex,
    '-f https://pypi.org@packages.example.org/\nnumpy\n',
  ),
  sample('unchecked-certificate-requirements.txt', foreignIndex, '--trusted-host=packages.example.org\nnumpy==2.0.2\n'),
  sample(
    'further-index-pipfile-lock/Pipfile.lock',
    foreignIndex,
    '{"_meta":{"sources":[{"url":"https://packages.example.org/simple"}]},"default":{"own":{"version":"==1.0"}}}',
  ),
  sample(
    'further-index-uv/pyproject.toml',
    foreignIndex,
    '[[tool.uv.index]]\nurl = "https://packages.example.org/simple"\n',
  ),
  sample('any-index-uv/pyproject.toml', foreignIndex, '[tool.uv]\nindex-strategy = "unsafe-best-match"\n'),
  sample(
    'further-channel/environment.yml',
    foreignIndex,
    'channels: ["http://conda.example.org/main"]\ndependencies:\n- numpy=1.26.4\n',
  ),
  sample(
    'lock-of-another-registry/package-lock.json',
    foreignIndex,
    '{"lockfileVersion":3,"packages":{"node_modules/own":{"version":"1.0.0","resolved":"https://npm.example.org/own.tgz"}}}',
  ),
  sample('branch-of-a-repository-requirements.txt', directAddress, 'own @ git+https://code.example.org/own.git@main\n'),
  sample('editable-repository-requirements.txt', directAddress, '-e git+http://code.example.org/own.git#egg=own\n'),
  sample('bare-address-requirements.txt', directAddress, 'https://files.example.org/own-1.0-py3-none-any.whl\n'),
  sample('list-from-an-address-requirements.txt', directAddress, '-r https://files.example.org/list.txt\n'),
  sample(
    'branch-poetry/pyproject.toml',
    directAddress,
    '[tool.poetry.dependencies]\nown = { git = "https://code.example.org/own.git" }\n',
  ),
  sample('archive-pipenv/Pipfile', directAddress, '[packages]\nown = { file = "https://files.example.org/own.zip" }\n'),
  sample(
    'branch-npm/package.json',
    directAddress,
    '{"dependencies": {"own": "git+ssh://git@code.example.org/own.git"}}\n',
  ),
]
