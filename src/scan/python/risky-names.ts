import type { ScanLevel } from '../../core/scan-level.ts'

export interface Risk {
  readonly what: string
  readonly level: ScanLevel
  /** Told where it is merely named, not only where it is called. */
  readonly named: boolean
  /** Fetches something: ordinary where a model is told an address at run time. */
  readonly fetches?: boolean
}

const process: Risk = { what: 'starts a process', level: 'high', named: true }
const execution: Risk = { what: 'runs code that it is given', level: 'high', named: true }
const native: Risk = { what: 'loads native code', level: 'high', named: true }
const network: Risk = { what: 'reaches the network', level: 'high', named: false }
const fetching: Risk = { ...network, fetches: true }
const unpickling: Risk = { what: 'unpickles', level: 'medium', named: false }
const unpicklingFile: Risk = { what: 'unpickles a file', level: 'low', named: false }

function each(module: string, names: string, risk: Risk): (readonly [string, Risk])[] {
  return names.split(/\s+/).map((name) => [`${module}.${name}`, risk] as const)
}

/** By full name. Functions that other modules pass on are found by the end of the path. */
const byName: ReadonlyMap<string, Risk> = new Map([
  ...each(
    'os',
    `system popen popen2 popen3 popen4 execl execle execlp execlpe execv execve execvp execvpe spawnl spawnle spawnlp spawnlpe
    spawnv spawnve spawnvp spawnvpe posix_spawn posix_spawnp fork forkpty startfile`,
    process,
  ),
  ...each('posix', 'system popen execv execve fork forkpty posix_spawn', process),
  ...each('nt', 'system startfile execv spawnv', process),
  ...each('subprocess', 'run call Popen check_call check_output getoutput getstatusoutput', process),
  ...each('asyncio', 'create_subprocess_exec create_subprocess_shell', process),
  ...each('pty', 'spawn fork', process),
  ...each('commands', 'getoutput getstatusoutput', process),
  ...each('pip', 'main _internal.main _internal.cli.main.main', process),
  ...each('webbrowser', 'open open_new open_new_tab', process),
  ...each('builtins', 'exec eval compile execfile __import__', execution),
  ...each('runpy', 'run_path run_module', execution),
  ...each('code', 'InteractiveInterpreter InteractiveConsole interact', execution),
  ...each('types', 'FunctionType LambdaType CodeType', { ...execution, named: false }),
  ...each('pdb', 'run runeval', execution),
  ...each('cProfile', 'run runctx', execution),
  ...each('profile', 'run runctx', execution),
  ...each('marshal', 'load loads', execution),
  ...each('imp', 'load_source load_dynamic load_compiled', execution),
  ...each('importlib.machinery', 'SourcelessFileLoader ExtensionFileLoader', execution),
  ...each('ctypes', 'CDLL PyDLL WinDLL OleDLL cdll windll oledll pydll pythonapi CFUNCTYPE', native),
  ...each('cffi', 'FFI', native),
  ...each('torch.utils.cpp_extension', 'load load_inline', { ...native, level: 'medium' }),
  ...each('socket', 'socket create_connection create_server fromfd gethostbyname getaddrinfo', network),
  ...each('urllib.request', 'urlopen urlretrieve', fetching),
  ...each('urllib.request', 'Request build_opener OpenerDirector', network),
  ...each('urllib', 'urlopen urlretrieve', fetching),
  ...each('urllib2', 'urlopen', fetching),
  ...each('http.client', 'HTTPConnection HTTPSConnection', network),
  ...each('requests', 'get head', fetching),
  ...each('requests', 'post put patch delete request', network),
  ...each('requests.Session()', 'get head', fetching),
  ...each('requests.Session()', 'post put patch delete request send', network),
  ...each('httpx', 'get head stream', fetching),
  ...each('httpx', 'post put patch delete request', network),
  ...each('aiohttp', 'ClientSession', { ...network, level: 'low' }),
  ...each('ftplib', 'FTP FTP_TLS', network),
  ...each('smtplib', 'SMTP SMTP_SSL', network),
  ...each('telnetlib', 'Telnet', network),
  ...each('paramiko', 'SSHClient Transport', network),
  ...each('xmlrpc.client', 'ServerProxy', network),
  ...each('wget', 'download', fetching),
  ...each('pickle', 'loads', unpickling),
  ...each('_pickle', 'loads', unpickling),
  ...each('dill', 'loads', unpickling),
  ...each('cloudpickle', 'loads', unpickling),
  ...each('pickle', 'load Unpickler', unpicklingFile),
  ...each('dill', 'load', unpicklingFile),
  ...each('cloudpickle', 'load', unpicklingFile),
])

/** Modules whose attributes are told when they are taken by a computed name, or under a computed module name. */
export const riskyModules: ReadonlySet<string> = new Set(
  'os subprocess posix nt pty ctypes socket builtins __builtins__ sys importlib runpy code marshal commands shutil pickle'.split(
    ' ',
  ),
)

/** The risk of a resolved name such as `os.system`, `torch.os.system`, `requests.Session().post`. */
export function riskOf(path: string): Risk | undefined {
  for (let from = 0; from !== -1; from = nextPart(path, from)) {
    const risk = byName.get(path.slice(from))
    if (risk !== undefined) return risk
  }
  return undefined
}

function nextPart(path: string, from: number): number {
  const dot = path.indexOf('.', from)
  return dot === -1 ? -1 : dot + 1
}

/** Files of a machine that no model has to do with. */
export const privatePath =
  /(?:\.ssh\/|\/etc\/(?:passwd|shadow|sudoers|cron)|\.aws\/credentials|\.bashrc|\.bash_profile|\.zshrc|\.netrc|\/dev\/tcp\/|\/proc\/self\/)/
