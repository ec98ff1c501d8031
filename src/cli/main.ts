#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Before anything else is loaded, so that all of it is compiled once and for all starts to come.
enableCompileCache()
const { runCommandLine } = await import('./command-line.ts')
await runCommandLine()
