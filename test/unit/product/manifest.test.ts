import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  builtInScheme,
  chatParticipantId,
  commands,
  commandsEnabledLater,
  contextKeys,
  interviewScheme,
  interviewViewType,
  languageModelTools,
  noteScheme,
  panelViewType,
  statisticsViewType,
  testControllerId,
  treeViewId,
  walkthroughId,
  whiteboardFolder,
  whiteboardLanguage,
} from '../../../src/editor/base/ids';
import { settings, settingsPrefix } from '../../../src/editor/base/settings';

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly id?: string;
  readonly group?: string;
  readonly view?: string;
  readonly when?: string;
  readonly enablement?: string;
  readonly title?: string;
  readonly category?: string;
}

const text = readFileSync('package.json', 'utf8');
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes, activationEvents } = JSON.parse(text) as {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly Entry[];
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
    readonly submenus: readonly Entry[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly Entry[];
    readonly languages: readonly {
      readonly id: string;
      readonly filenamePatterns: readonly string[];
    }[];
    readonly configurationDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly when: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg: string; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly chatParticipants: readonly { readonly id: string }[];
    readonly languageModelTools: readonly Readonly<Record<string, unknown>>[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac?: string;
      readonly when?: string;
    }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    }[];
  };
};
/** All settings, of all groups. */
const properties = Object.assign(
  {},
  ...contributes.configuration.map(group => group.properties),
) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const menuEntries = Object.values(contributes.menus).flat();
const sorted = (names: Iterable<string>) => [...names].sort();

describe('package.json', () => {
  it('declares exactly the commands that the code registers', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(entry => entry.command!)),
      sorted(Object.values(commands)),
    );
  });

  it('puts only its own commands into menus', () => {
    const known = new Set<string>(Object.values(commands));
    const submenus = contributes.submenus.map(({ id }) => id!);
    for (const { command, submenu } of menuEntries) {
      if (submenu === undefined) assert.ok(known.has(command!), command);
      else assert.ok(submenus.includes(submenu), submenu);
    }
    // Each can be opened from somewhere, and is not empty.
    for (const id of submenus) {
      assert.ok(contributes.menus[id]?.length);
      assert.ok(menuEntries.some(({ submenu }) => submenu === id));
    }
  });

  it('puts at most four icons into the title of the view', () => {
    const icons = contributes.menus['view/title']!.filter(({ group }) =>
      group?.startsWith('navigation'),
    );
    for (const filtered of [true, false]) {
      const shown = icons.filter(({ when = '' }) => {
        return when.includes('djangoInterview.filtered')
          ? when.includes('!djangoInterview.filtered') !== filtered
          : true;
      });
      assert.equal(shown.length, 4);
    }
  });

  it('offers Edit where a question can be edited, and a copy where it cannot', () => {
    for (const [menu, own, builtIn] of [
      ['view/item/context', '/^question .* own/', '/^question .* builtIn/'],
      ['commandPalette', '&& djangoInterview.questionOwn', '!djangoInterview.questionOwn'],
      ['editor/title', '&& djangoInterview.questionOwn', '!djangoInterview.questionOwn'],
      ['webview/context', '&& djangoInterview.questionOwn', '!djangoInterview.questionOwn'],
    ] as const) {
      const whensOf = (command: string) =>
        contributes.menus[menu]!.flatMap(entry => (entry.command === command ? entry.when : []));
      const [edit, ...others] = whensOf(commands.editQuestion);
      const [copy, ...more] = whensOf(commands.copyToPack);
      assert.deepEqual([others, more], [[], []], menu);
      assert.ok(edit?.includes(own), `${menu}: ${edit}`);
      assert.ok(copy?.includes(builtIn), `${menu}: ${copy}`);
    }
  });

  it('offers what is about a selection or an answer only where there is one', () => {
    const whenOf = (menu: string, command: string) =>
      contributes.menus[menu]!.find(entry => entry.command === command)?.when ?? '';
    for (const menu of ['commandPalette', 'editor/context']) {
      assert.match(whenOf(menu, commands.questionFromSelection), /^editorHasSelection && !editorR/);
    }
    assert.match(whenOf('view/item/context', commands.writeProject), /\^question /);
    for (const menu of ['editor/title', 'webview/context']) {
      assert.match(whenOf(menu, commands.writeProject), /djangoInterview\.questionOpen/);
    }
  });

  it('has keys for the three most used commands that VS Code has nothing on', () => {
    const keybindings = contributes.keybindings.filter(({ when }) => when === undefined);
    assert.deepEqual(
      keybindings.map(({ command }) => command),
      [commands.review, commands.random, commands.search],
    );
    // Letters after Ctrl+K in VS Code 1.100 and 1.139, read from its workbench and extensions.
    const taken = 'c d e f i m n o p r s t u v w y z'.split(' ');
    for (const { key, mac } of keybindings) {
      const letter = /^ctrl\+k ([a-z])$/.exec(key)?.[1];
      assert.ok(letter !== undefined && !taken.includes(letter), key);
      assert.equal(mac, key.replace('ctrl', 'cmd'));
    }
  });

  it('ticks the steps of the walkthrough however they were done', () => {
    for (const { steps } of contributes.walkthroughs) {
      for (const { completionEvents } of steps) {
        const contexts = completionEvents.filter(event => event.startsWith('onContext:'));
        assert.ok(contexts.length > 0, String(completionEvents));
        for (const event of contexts) {
          for (const [name] of event.matchAll(/djangoInterview\.(?!statistics)\w+/g)) {
            assert.ok((Object.values(contextKeys) as string[]).includes(name), name);
          }
        }
      }
    }
  });

  it('groups the settings under titles, and links only to commands of its own', () => {
    assert.ok(contributes.configuration.length > 3);
    const orders = Object.values(properties).map(({ order }) => order as number);
    assert.deepEqual(
      orders,
      orders.map((_, index) => index + 1),
    );
    const texts = ['', '.de', '.zh-cn'].map(
      language =>
        JSON.parse(readFileSync(`package.nls${language}.json`, 'utf8')) as Record<string, string>,
    );
    const known = new Set<string>(Object.values(commands));
    let links = 0;
    for (const { title, properties: group } of contributes.configuration) {
      for (const strings of texts) assert.ok(strings[title.slice(1, -1)], title);
      for (const { markdownDescription } of Object.values(group)) {
        const key = String(markdownDescription).slice(1, -1);
        const found = texts.map(strings =>
          [...strings[key]!.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id!),
        );
        // A translation that lacks a link is incomplete.
        for (const ids of found) assert.deepEqual(ids, found[0], key);
        for (const id of found[0]!) assert.ok(known.has(id), `${key} links to ${id}`);
        links += found[0]!.length;
      }
    }
    assert.ok(links >= 10);
  });

  it('keeps what has paths of one machine out of what is synced', () => {
    const ofMachine = Object.entries(properties).filter(([, { scope }]) =>
      String(scope).startsWith('machine'),
    );
    assert.deepEqual(
      ofMachine.map(([name]) => name.slice(settingsPrefix.length + 1)),
      ['packFolders', 'practice.folder', 'practice.python'],
    );
  });

  it('declares the chat participant and exactly the tools that the code registers, each in full', () => {
    assert.deepEqual(
      contributes.chatParticipants.map(({ id }) => id),
      [chatParticipantId],
    );
    const tools = contributes.languageModelTools;
    assert.deepEqual(
      sorted(tools.map(({ name }) => String(name))),
      sorted(Object.values(languageModelTools)),
    );
    for (const tool of tools) {
      for (const field of ['displayName', 'userDescription', 'modelDescription', 'icon']) {
        assert.equal(typeof tool[field], 'string', `${String(tool.name)} has ${field}`);
      }
      assert.match(String(tool.toolReferenceName), /^[\w-]+$/);
      assert.match(String(tool.name), /^(?!copilot_|vscode_)[\w-]+$/);
      assert.equal((tool.inputSchema as { type: string }).type, 'object');
    }
  });

  it('declares exactly the settings that the code reads, with the same type, bounds and default', () => {
    const told = Object.entries(properties).map(([name, property]) => {
      const known = ['type', 'default', 'enum', 'minimum', 'maximum'];
      const kept = Object.entries(property).filter(([key]) => known.includes(key));
      return [name, Object.fromEntries(kept)] as const;
    });
    assert.deepEqual(
      Object.fromEntries(told),
      Object.fromEntries(
        Object.values(settings).map(({ name, fallback, declared }) => [
          `${settingsPrefix}.${name}`,
          { ...declared, default: fallback },
        ]),
      ),
    );
  });

  it('lets a workspace that is not trusted decide of nothing but what is shown', () => {
    const { capabilities } = JSON.parse(text) as {
      readonly capabilities: {
        readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
      };
    };
    const shown: readonly { readonly name: string }[] = [
      settings.showHint,
      settings.randomIncludesMastered,
      settings.answerTime,
      settings.codeLens,
      settings.hover,
    ];

    const ofPerson = Object.values(settings)
      .filter(setting => !shown.includes(setting))
      .map(({ name }) => `${settingsPrefix}.${name}`)
      .filter(name => (properties[name] as { scope?: string }).scope !== 'application');
    assert.deepEqual(
      [...capabilities.untrustedWorkspaces.restrictedConfigurations].sort(),
      ofPerson.sort(),
    );
  });

  it('asks only for context keys that the code sets or VS Code has', () => {
    const known = new Set<string>([
      ...Object.values(contextKeys),
      treeViewId,
      panelViewType,
      interviewViewType,
      testControllerId,
    ]);
    const conditions = [...contributes.commands, ...menuEntries, ...contributes.viewsWelcome];
    for (const { when = '', enablement = '' } of conditions) {
      for (const [name] of `${when} ${enablement}`.matchAll(/djangoInterview\.\w+/g)) {
        assert.ok(known.has(name), `${name} in "${when}${enablement}"`);
      }
    }
  });

  it('registers late exactly the commands that are enabled by what the extension itself shows', () => {
    const own = contributes.commands.filter(({ enablement = '' }) =>
      enablement.includes('djangoInterview.'),
    );
    assert.deepEqual(sorted(commandsEnabledLater), sorted(own.map(({ command }) => command!)));
  });

  it('declares the view that the code fills', () => {
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(
      views.map(view => view.id),
      [treeViewId],
    );
  });

  it('finds each of its texts in package.nls.json, and uses all of them', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(match => match[1]!));
    assert.deepEqual(sorted(used), sorted(Object.keys(strings)));
  });

  it('shows "Random Django question" by exactly these words, and all others under one category', () => {
    for (const { command, title, category } of contributes.commands) {
      const name = strings[title!.slice(1, -1)]!;
      if (command === commands.random)
        assert.deepEqual([name, category], ['Random Django question', undefined]);
      else assert.equal(category, 'Django Interview', command);
    }
  });

  it('is woken by what a person opens, and after the start of VS Code to say what is due', () => {
    // Beyond what VS Code derives from views and commands: editors that were open come back, and
    // the status bar and the help in packs work without the sidebar.
    assert.deepEqual(
      sorted(activationEvents),
      sorted([
        'onStartupFinished',
        'onUri',
        ...[panelViewType, interviewViewType, statisticsViewType].map(id => `onWebviewPanel:${id}`),
        ...[noteScheme, interviewScheme, builtInScheme].map(scheme => `onFileSystem:${scheme}`),
      ]),
    );
  });

  it('gives the answers of interviews a language of their own, without suggestions', () => {
    assert.deepEqual(
      contributes.languages.map(({ id, filenamePatterns }) => [id, filenamePatterns]),
      [
        [whiteboardLanguage, [`**/${whiteboardFolder}/**`]],
        // Of prompts and replies, in which Markdown would have links that run commands.
        ['django-interview-text', ['**/django-interview-text/**']],
      ],
    );
    const defaults = contributes.configurationDefaults[`[${whiteboardLanguage}]`]!;
    assert.deepEqual(defaults['editor.quickSuggestions'], {
      other: 'off',
      comments: 'off',
      strings: 'off',
    });
    assert.equal(defaults['editor.inlineSuggest.enabled'], false);
    assert.equal(defaults['editor.wordBasedSuggestions'], 'off');
    assert.equal(defaults['editor.suggestOnTriggerCharacters'], false);
  });

  it('has a walkthrough that VS Code may not open by itself, with a picture for each step', () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.deepEqual(
      [walkthrough?.id, walkthrough?.when, others],
      [walkthroughId, contextKeys.gettingStarted, []],
    );
    const known = new Set<string>(Object.values(commands));
    for (const { description, media, completionEvents } of walkthrough!.steps) {
      assert.ok(existsSync(media.svg), media.svg);
      const drawing = readFileSync(media.svg, 'utf8');
      // The page that shows it has its own policy and none of our fonts or pictures.
      assert.doesNotMatch(drawing, /<(script|style|image|foreignObject)|style=|class=|href=/);
      const links = [...strings[description.slice(1, -1)]!.matchAll(/\(command:([\w.]+)\)/g)];
      const events = completionEvents.flatMap(event => /^onCommand:(.+)$/.exec(event)?.[1] ?? []);
      assert.ok(links.length > 0 && events.length > 0);
      for (const id of [...links.map(([, id]) => id), ...events]) assert.ok(known.has(id!), id);
    }
  });

  it('has what the Marketplace and Open VSX show, and names in CONTRIBUTING what is a placeholder', () => {
    const manifest = JSON.parse(text) as Readonly<Record<string, unknown>> & {
      readonly icon: string;
      readonly publisher: string;
      readonly keywords: readonly string[];
      readonly repository: { readonly url: string };
    };
    for (const field of ['displayName', 'description']) {
      assert.ok(strings[String(manifest[field]).slice(1, -1)], field);
    }
    assert.deepEqual(manifest.categories, ['Education', 'Chat']);
    assert.deepEqual(manifest.badges, []);
    assert.deepEqual(manifest.galleryBanner, { color: '#0c4b33', theme: 'dark' });
    assert.equal(manifest.license, 'MIT');
    assert.equal(new Set(manifest.keywords).size, manifest.keywords.length);
    assert.ok(manifest.keywords.length >= 5 && manifest.keywords.length <= 30); // more are refused
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.toString('latin1', 1, 4), 'PNG');
    assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(16) === icon.readUInt32BE(20));
    assert.match(manifest.repository.url, /^https:\/\/github\.com\/.+\.git$/);
    const contributing = readFileSync('CONTRIBUTING.md', 'utf8');
    const placeholders = /^## Before publishing$[^]*/m.exec(contributing)?.[0] ?? '';
    for (const field of ['publisher', 'repository', 'homepage', 'bugs']) {
      assert.ok(placeholders.includes(`\`${field}\``) && field in manifest, field);
    }
  });

  it('leaves off what changes the look of one’s code, and writes projects in trusted workspaces only', () => {
    for (const { name } of [settings.codeLens, settings.hover, settings.reviewReminder]) {
      assert.equal(properties[`${settingsPrefix}.${name}`]?.default, false, name);
    }
    const tryIt = contributes.commands.find(({ command }) => command === commands.writeProject);
    assert.match(String(tryIt?.enablement), /\bisWorkspaceTrusted\b/);
    const about = contributes.menus['editor/context']!.find(
      ({ command }) => command === commands.questionsAboutCode,
    );
    assert.match(String(about?.when), /python.*django-html/);
  });

  it('shows pictures of the repository in README, which the Marketplace finds there', () => {
    const readme = readFileSync('README.md', 'utf8').replace(/^```[^]*?^```/gm, '');
    const pictures = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    assert.ok(pictures.length >= 10, `${pictures.length} pictures`);
    for (const [, alternative, file] of pictures) {
      assert.ok(alternative!.length > 10, file);
      assert.match(file!, /^media\/readme\/[a-z-]+\.png$/);
      assert.ok(existsSync(file!), file);
    }
    // The animated one is an APNG, which states its number of frames.
    const film = readFileSync('media/readme/tour.png');
    assert.ok(film.indexOf('acTL') > 0 && film.length < 2_000_000);
    const shown = new Set(pictures.map(([, , file]) => file!.slice('media/readme/'.length)));
    assert.deepEqual(
      readdirSync('media/readme').filter(name => !shown.has(name)),
      [],
    );
  });
});
