import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports point one way: editor → study, webview → protocol, editor → protocol. */
const pureStudy = {
  paths: [
    {
      name: 'vscode',
      message: 'study/ knows nothing of VS Code: take what you need as a parameter.',
    },
  ],
  patterns: [
    {
      group: ['node:*', 'fs', 'path', 'crypto', 'os'],
      message: 'study/ runs anywhere: no Node modules. Take text and numbers as parameters.',
    },
    {
      group: ['**/editor/*', '**/editor', '**/webview/*', '**/protocol/*'],
      message: 'study/ imports nothing of the other layers: turn the dependency round.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'out/',
      '.cache/',
      '.vscode-test/',
      'node_modules/',
      'test/answers/',
      'test/exercises/',
      'test/fixtures/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/study/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', pureStudy],
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'study/ has no clock: take the time in ms as a parameter.' },
        { name: 'process', message: 'study/ runs anywhere: no process.' },
        { name: 'document', message: 'study/ has no DOM.' },
        { name: 'window', message: 'study/ has no DOM.' },
        { name: 'setTimeout', message: 'study/ has no clock.' },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'study/ has no randomness: take a random function as a parameter.',
        },
      ],
    },
  },
  {
    files: ['src/webview/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'vscode',
              message: "The page has no 'vscode' module: send a message of protocol/.",
            },
          ],
          patterns: [
            {
              group: ['**/editor/*', '**/study/*', 'node:*'],
              message: 'The page knows only protocol/: let the editor send what it needs.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/editor/**/*.ts', 'src/extension.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/webview/*'],
              message: 'The editor talks to the page through protocol/ only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/editor/**/*.ts'],
    ignores: ['src/editor/base/messages.ts', 'src/editor/base/picks.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.property.name="window"][property.name=/^show(Information|Warning|Error)Message$/]',
          message: 'A title may hold a link that runs a command: take it from base/messages.ts.',
        },
        {
          selector:
            ':matches(CallExpression[callee.property.name="report"] > ObjectExpression > Property[key.name="message"]:not([value.callee.name="withoutLinks"]), ObjectExpression:has(Property[key.name="location"] MemberExpression[property.name="Notification"]) > Property[key.name="title"] > CallExpression:matches([callee.property.name="t"], [callee.name="t"])[arguments.length>1])',
          message: 'A name may hold a link that runs a command: see base/withoutLinks.ts.',
        },
        {
          selector:
            'MemberExpression[object.property.name="window"][property.name="showQuickPick"]',
          message: 'A title may hold `$(icon)`: take it from base/picks.ts.',
        },
        {
          selector:
            'AssignmentExpression[left.property.name="items"]:not([right.callee.name="shownItems"],[right.name="rows"])',
          message: 'A title may hold `$(icon)`: make rows by `shownItems` of base/picks.ts.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        window: 'readonly',
        document: 'readonly',
      },
    },
  },
);
