/** Grammars for languages that only the person's own packs use: a separate bundle chunk. */
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import kotlin from 'highlight.js/lib/languages/kotlin';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import pythonRepl from 'highlight.js/lib/languages/python-repl';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import type { Grammar } from './grammar';

/** Keyed by the name a block's language is looked up by. */
export const moreGrammars: ReadonlyMap<string, Grammar> = new Map([
  ['c', { define: c }],
  ['console', { define: shell, needs: ['bash'] }],
  ['cpp', { define: cpp }],
  ['csharp', { define: csharp, isSlow: true }],
  ['go', { define: go }],
  ['java', { define: java }],
  ['kotlin', { define: kotlin }],
  ['php', { define: php }],
  ['powershell', { define: powershell }],
  ['pycon', { define: pythonRepl, needs: ['python'] }],
  ['ruby', { define: ruby }],
  ['rust', { define: rust }],
]);
