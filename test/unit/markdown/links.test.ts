import assert from 'node:assert/strict';
import { renderBlock, renderInline } from '../../../src/study/markdown/render';

/** Destinations that must never become an `href`, in forms a pack could use to smuggle them in. */
const unsafe = [
  'command:workbench.action.quit',
  'COMMAND:workbench.action.quit',
  'command:x?%5B%22y%22%5D',
  'vscode:extension/evil.evil',
  'vscode-insiders:extension/evil.evil',
  'vscode://file/etc/passwd',
  'vscode-file://vscode-app/etc/passwd',
  'vscode-webview://x/index.html',
  'vscode-resource:/etc/passwd',
  'vscode-remote://ssh-remote+host/etc',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java&#x0A;script:alert(1)',
  'java&Tab;script:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;avascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript%3Aalert(1)',
  '\u0001javascript:alert(1)',
  '\u200Bjavascript:alert(1)',
  '&#1;javascript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=',
  'data:image/png;base64,AAAA',
  'data:image/svg+xml,<svg>',
  'file:///etc/passwd',
  'FILE:///etc/passwd',
  'file:C:/Windows/system32/calc.exe',
  'C:/Windows/system32/calc.exe',
  'ms-msdt:/id',
  'ms-word:ofe|u|x',
  'search-ms:query=x',
  'smb://host/share',
  'ssh://host',
  'ftp://host/x',
  'http://docs.djangoproject.com/',
  'ws://host',
  'blob:https://host/x',
  'filesystem:https://host/x',
  'about:blank',
  'chrome://settings',
  'jar:https://host!/x',
  'tel:112',
  'steam://run/1',
  '//host/path',
  '/\\host/path',
  '/etc/passwd',
  '\\\\\\\\server\\\\share',
  '\\\\server\\share',
  '../../secrets.md',
  './other.md',
  'other.md',
  '?x=1',
  '',
  'https:host',
  'https:/host',
  'https://',
  'https:\\\\host',
  'https:///host',
  'https://docs.djangoproject.com@evil.example/',
  'https://user:password@evil.example/',
  'https:// host/',
  ' javascript:alert(1)',
  'mailto:',
  'mailto:javascript',
  'command:mailto:someone@example.org',
  'x:https://example.org/x',
  'x:#caching',
  '#',
  '#/etc/passwd',
  '#javascript:alert(1)',
  `https://host/${'a'.repeat(3000)}`,
];

const safe = [
  'https://docs.djangoproject.com/en/5.2/topics/http/middleware/#writing-your-own',
  'HTTPS://EXAMPLE.ORG/',
  'https://example.org',
  'https://example.org:8443/a_(b)?c=d&e=f@g',
  'https://xn--bcher-kva.example/',
  'https://bücher.example/ä',
  'https://[2001:db8::1]/',
  'mailto:someone@example.org',
  'mailto:someone@example.org?subject=Hi',
  '#caching',
  '#what-is-django_2.x',
];

/** Every way to write a link in Markdown. */
const forms: readonly ((destination: string) => string)[] = [
  to => `[text](${to})`,
  to => `[text](<${to}>)`,
  to => `[text](${to} "title")`,
  to => `<${to}>`,
  to => `[text][ref]\n\n[ref]: ${to}`,
  to => `[text]\n\n[text]: <${to}> 'title'`,
  to => `[![alt](${to})](${to})`,
  to => `![alt](${to})`,
  to => `- > # [**text**](${to})`,
  to => `| a |\n| - |\n| [text](${to}) |`,
  to => `<a href="${to}">text</a>`,
  to => `[text](https://example.org/ "\\" href=\\"${to}")`,
];

/** The destinations of all links in our HTML, whose attributes are always in double quotes. */
function hrefs(html: string): string[] {
  return [...html.matchAll(/<[a-z]\w*((?: [\w-]+="[^"]*")*) ?\/?>/g)].flatMap(
    ([, attributes = '']) =>
      [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].flatMap(([, name, value = '']) =>
        name === 'href' || name === 'src' ? [value] : [],
      ),
  );
}

describe('Links', () => {
  for (const destination of unsafe) {
    it(`to ${JSON.stringify(destination.slice(0, 60))} are text`, () => {
      for (const form of forms) {
        for (const render of [renderBlock, renderInline]) {
          for (const href of hrefs(render(form(destination)))) {
            assert.equal(href, 'https://example.org/', form(destination));
          }
        }
      }
    });
  }

  it('that may not be followed show what they lead to', () => {
    assert.equal(renderInline('[text](command:x)'), '[text](command:x)');
    assert.equal(renderInline('<vscode:x/y>'), '&lt;vscode:x/y&gt;');
  });

  for (const destination of safe) {
    it(`to ${destination} can be followed and give nothing away`, () => {
      const html = renderInline(`[text](${destination})`);
      assert.match(html, /^<a href="[^"]+" rel="noopener noreferrer">text<\/a>$/);
    });
  }
});
