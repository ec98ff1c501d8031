export const roles = ['reduce', 'class', 'container', 'data', 'passthrough', 'nested', 'checked'] as const

/**
 * What a listed name may be used for. `reduce`: called by REDUCE with any arguments. `class`: made by NEWOBJ and given
 * a state. `container`: filled by APPEND and SETITEM. `data`: handed on as an argument. `passthrough`: called, if the
 * callable that it is given is listed too. `nested`: called with literal bytes that are themselves scanned.
 * `checked`: called, if its arguments pass a check of ours.
 */
export type Role = (typeof roles)[number]
