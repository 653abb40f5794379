/** Code block languages with another name in VS Code. */
const editorLanguages = new Map<string, readonly string[]>(
  Object.entries({
    bash: ['shellscript'],
    sh: ['shellscript'],
    // The Django language if an extension adds it, otherwise the nearest one built in.
    django: ['django-html', 'html'],
    toml: ['toml', 'ini'],
  }),
);

/** In documents of these VS Code makes a link that runs a command of any `[text](command:…)`. */
const withCommandLinks =
  /^(?:\w*markdown|mdx|quarto|rmd|prompt|instructions|chatagent|chatmode|skill)$/;

/** The language in which to open a pack's code block; `known` are those that VS Code has. */
export function editorLanguage(language: string, known: readonly string[]): string {
  const wanted = [...(editorLanguages.get(language) ?? []), language];
  return wanted.find(id => known.includes(id) && !withCommandLinks.test(id)) ?? 'plaintext';
}
