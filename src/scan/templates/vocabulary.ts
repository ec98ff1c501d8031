/** What ordinary templates use, and what leads out of them. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** Attributes without an underscore in front that lead from data to code, frames or the engine. */
const escapeNames = words(
  `mro subclasses globals builtins gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await ag_frame ag_code ag_await
  f_back f_globals f_locals f_builtins f_code tb_frame tb_next co_code co_consts func_globals func_code im_func im_self
  im_class environment`,
)

/** Names of the appendix that are also ordinary keys of data: they count where they are called or begin at a helper. */
export const ambiguousNames = words('import init class base func code')

/** A name that no template reads from its data. `_` and `__` alone are used for values that nobody wants. */
export function isEscapeName(name: string): boolean {
  return escapeNames.has(name) || (name.startsWith('_') && name.length > 2)
}

const dunders =
  /__(?:class|globals|builtins|subclasses|mro|bases?|import|init|getattribute|reduce|reduce_ex|dict|code|loader|self|func|call)__/

/** Finds the name of such an attribute in a text: whole, in a dotted path, or in a replacement field. */
export function escapeNameIn(text: string): string | undefined {
  const found = dunders.exec(text)
  if (found !== null) return found[0]
  if (text.length < 40 && escapeNames.has(text) && text !== 'environment') return text
  return undefined
}

/** Helpers of Jinja2 and of the programs that render chat templates. */
export const helperCalls = words(
  'raise_exception strftime_now range namespace loop cycler joiner dict caller super varargs kwargs',
)

/** Functions of Python that are not there in a template: rendering fails, nothing more. */
export const harmlessCalls = words(
  'len str int float bool list tuple set min max sum abs sorted enumerate zip print isinstance type',
)

export const methods = words(
  `strip lstrip rstrip split rsplit splitlines startswith endswith replace lower upper title capitalize casefold swapcase
  find rfind index rindex count join format partition rpartition removeprefix removesuffix isdigit isalpha isalnum isnumeric
  isdecimal isspace isupper islower istitle isidentifier zfill ljust rjust center expandtabs translate encode decode get items keys
  values pop popitem update setdefault copy append extend insert remove reverse sort clear cycle changed next strftime isoformat
  tojson union intersection difference add discard as_integer_ratio bit_length hex`,
)

/** Filters that take the name of an attribute, and in which argument: a keyword, or a place. */
export const attributeFilters: ReadonlyMap<string, { readonly place: number | undefined }> = new Map([
  ['attr', { place: 0 }],
  ['map', { place: undefined }],
  ['selectattr', { place: 0 }],
  ['rejectattr', { place: 0 }],
  ['groupby', { place: 0 }],
  ['sort', { place: undefined }],
  ['unique', { place: undefined }],
  ['sum', { place: 0 }],
  ['min', { place: undefined }],
  ['max', { place: undefined }],
  ['join', { place: 1 }],
])

export const filters = words(
  `abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format groupby indent
  int items join last length list lower map max min pprint random reject rejectattr replace reverse round safe select selectattr
  slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr
  fromjson from_json strftime`,
)

/** Words before a parenthesis that do not call anything. */
export const keywords = words(
  'and or not in is if elif else for set with call print recursive ignore missing context do',
)

/** Statements of Jinja2 that are read by this scanner, and those that bring in another template. */
export const statements = words(
  `if elif else endif for endfor set endset macro endmacro call endcall filter endfilter break continue with endwith do block
  endblock autoescape endautoescape trans endtrans pluralize print`,
)
export const outsideStatements = words('include import from extends')
