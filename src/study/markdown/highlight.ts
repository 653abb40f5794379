import core from 'highlight.js/lib/core';
import type { HLJSApi, Language, Mode } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import django from 'highlight.js/lib/languages/django';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import graphql from 'highlight.js/lib/languages/graphql';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import nginx from 'highlight.js/lib/languages/nginx';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

import type { Grammar } from './grammar';
import type * as MoreGrammars from './moreGrammars';

/** Loads synchronously, unlike `import()`: Markdown is rendered synchronously. */
declare const require: (module: './moreGrammars') => typeof MoreGrammars;

/** Longer blocks, in UTF-16 units, are shown plain: colouring must not keep the person waiting. */
export const usualLimit = 20 * 1024;

/**
 * Grammars look ahead to the end of a word or line at each character: 20 KB of one word keep some
 * of them busy for seconds. Nobody writes such lines for people to read.
 */
const longestLine = 1000;
const longestGap = /\s{300}/;
/** The sum of the squares of the words' lengths, which is about the steps that such grammars take. */
const mostLookedAhead = 2_000_000;

/** The limit for slow grammars, which take 8 s at 48 KB. */
export const slowLimit = 4 * 1024;

const grammars = new Map<string, Grammar>([
  ['bash', { define: bash }],
  ['css', { define: css }],
  ['diff', { define: diff }],
  ['django', { define: django, needs: ['xml'] }],
  ['dockerfile', { define: dockerfile, needs: ['bash'] }],
  ['graphql', { define: graphql }],
  ['http', { define: httpWithJson, needs: ['json'] }],
  ['ini', { define: ini, isSlow: true }],
  ['javascript', { define: javascript, needs: ['xml', 'css', 'graphql'] }],
  ['json', { define: json }],
  ['nginx', { define: nginx, isSlow: true }],
  ['python', { define: python }],
  ['sql', { define: sql }],
  ['typescript', { define: typescript, needs: ['xml', 'css', 'graphql'] }],
  ['xml', { define: xml, needs: ['css', 'javascript'] }],
  ['yaml', { define: yaml }],
]);

/** Languages in the person's own packs but not the built-in ones: loaded on first use. */
const moreLanguages = new Set([
  'c',
  'console',
  'cpp',
  'csharp',
  'go',
  'java',
  'kotlin',
  'php',
  'powershell',
  'pycon',
  'ruby',
  'rust',
]);

const aliases = new Map([
  ['c#', 'csharp'],
  ['c++', 'cpp'],
  ['cc', 'cpp'],
  ['cs', 'csharp'],
  ['docker', 'dockerfile'],
  ['golang', 'go'],
  ['gql', 'graphql'],
  ['h', 'c'],
  ['hpp', 'cpp'],
  ['htm', 'xml'],
  ['html', 'xml'],
  ['html+django', 'django'],
  ['htmldjango', 'django'],
  ['jinja', 'django'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['kt', 'kotlin'],
  ['kts', 'kotlin'],
  ['patch', 'diff'],
  ['ps', 'powershell'],
  ['ps1', 'powershell'],
  ['pwsh', 'powershell'],
  ['py', 'python'],
  ['python-repl', 'pycon'],
  ['python3', 'python'],
  ['rb', 'ruby'],
  ['rs', 'rust'],
  ['sh', 'bash'],
  ['sh-session', 'console'],
  ['shell', 'bash'],
  ['shell-session', 'console'],
  ['shellsession', 'console'],
  ['svg', 'xml'],
  ['toml', 'ini'],
  ['ts', 'typescript'],
  ['tsx', 'typescript'],
  ['yml', 'yaml'],
  ['zsh', 'bash'],
]);

/**
 * Returns the HTML of a block's text with `hljs-…` classes for colours, or `undefined` if the
 * language is unknown or the text could take long: the caller then shows it escaped.
 */
export function highlight(text: string, language: string): string | undefined {
  const name = aliases.get(language) ?? language;
  const grammar = grammarOf(name);
  if (!grammar || !isQuick(text, grammar.isSlow ? slowLimit : usualLimit)) return undefined;
  register(name);
  return core.highlight(text, { language: name, ignoreIllegals: true }).value;
}

function grammarOf(name: string): Grammar | undefined {
  if (moreLanguages.has(name) && !grammars.has(name)) {
    for (const [more, grammar] of require('./moreGrammars').moreGrammars)
      grammars.set(more, grammar);
  }
  return grammars.get(name);
}

/** Whether colouring the text is quick, whatever it contains. */
function isQuick(text: string, limit: number): boolean {
  return (
    text.length <= limit &&
    !longestGap.test(text) &&
    text.split('\n').every(({ length }) => length <= longestLine) &&
    text.split(/\s/).reduce((sum, { length }) => sum + length ** 2, 0) <= mostLookedAhead
  );
}

/**
 * HTTP grammar that tries bodies with JSON only. The original tries all registered grammars, so the
 * result would depend on what was shown before, and nested requests would take seconds.
 */
function httpWithJson(api: HLJSApi): Language {
  const withJson = (mode: Mode): Mode => ({
    ...mode,
    ...(mode.subLanguage && { subLanguage: ['json'] }),
    ...(mode.starts && { starts: withJson(mode.starts) }),
    ...(mode.contains && {
      contains: mode.contains.map(each => (each === 'self' ? each : withJson(each))),
    }),
  });
  const language = http(api);
  return { ...language, contains: language.contains.map(withJson) };
}

/** Registers a grammar and its dependencies on first use: loading all would slow down startup. */
function register(name: string): void {
  const grammar = grammars.get(name);
  if (!grammar || core.getLanguage(name)) return;
  core.registerLanguage(name, grammar.define);
  for (const needed of grammar.needs ?? []) register(needed);
}
