import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { panelKeys } from '../../../src/protocol/question';

/** README, and the pages that it links to. */
const pages = [
  'README.md',
  'src/webview/README.md',
  'src/editor/README.md',
  'src/editor/ai/README.md',
  'src/study/exchange/README.md',
  'src/study/pack/README.md',
];
const readme = pages.map(file => readFileSync(file, 'utf8')).join('\n');
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly chatParticipants: readonly {
      readonly commands: readonly { readonly name: string }[];
    }[];
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
    }[];
  };
};

/** The rows of the tables whose first column has this heading, cell by cell. */
function rowsOf(heading: string): string[][] {
  const tables = readme.match(/^\|.*(?:\n\|.*)*/gm) ?? [];
  return tables
    .map(table =>
      table.split('\n').map(row =>
        row
          .split('|')
          .slice(1, -1)
          .map(cell => cell.trim()),
      ),
    )
    .filter(([head]) => head?.[0] === heading)
    .flatMap(([, , ...rows]) => rows);
}

const inBackticks = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner!);

describe('README and its pages', () => {
  it('has every setting with its default, and no other', () => {
    const shown = (value: unknown): string => {
      if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ');
      return value === '' ? 'empty' : `\`${String(value)}\``;
    };
    const properties = contributes.configuration.flatMap(group => Object.entries(group.properties));
    assert.deepEqual(
      rowsOf('Setting')
        .map(([name, value]) => [name, value])
        .sort(),
      properties.map(([name, setting]) => [`\`${name}\``, shown(setting.default)]).sort(),
    );
  });

  it('names commands by their titles', () => {
    const titles = contributes.commands.map(({ title }) => strings[title.slice(1, -1)]);
    const named = rowsOf('Command').flatMap(([cell]) =>
      [...cell!.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name!),
    );
    assert.ok(named.length >= 13, String(named.length));
    assert.deepEqual(
      named.filter(name => !titles.includes(name)),
      [],
    );
  });

  it('has every command of the chat', () => {
    const [participant] = contributes.chatParticipants;
    const named = rowsOf('Command').flatMap(([cell]) =>
      inBackticks(cell!).flatMap(text => /^\/(\w+)/.exec(text)?.[1] ?? []),
    );
    assert.deepEqual(
      [...new Set(named)].sort(),
      participant!.commands.map(({ name }) => name).sort(),
    );
  });

  it('has every key of the question panel', () => {
    const signs: Readonly<Record<string, string>> = {
      ' ': 'Space',
      ArrowRight: '→',
      ArrowLeft: '←',
    };
    const named = [...rowsOf('Key'), ...rowsOf('Key in a review')].flatMap(([cell]) =>
      inBackticks(cell!),
    );
    const keys = panelKeys.flatMap(each => each.keys).map(key => signs[key] ?? capital(key));
    assert.deepEqual(named.sort(), keys.sort());
  });
});

function capital(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key;
}
