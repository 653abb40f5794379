/** What a project is made of, read from the files that say so: its Django and its libraries. */
import { readRequirementsOf, type StackFile } from './stackFiles';

/** A project's stack. */
export interface Stack {
  /** Django's version as `major.minor`; `undefined` where no file says it. */
  readonly django: string | undefined;
  /** The packages, in lower case with `-` between words (PEP 503), sorted, without Django. */
  readonly libraries: readonly string[];
}

/** Reads what the files say. A file that cannot be read says nothing; this never throws. */
export function readStack(files: readonly StackFile[]): Stack {
  const requirements = files.flatMap(readRequirementsOf);
  const libraries = new Set(requirements.map(({ name }) => name));
  libraries.delete('django');
  const versions = requirements.filter(({ name, version }) => name === 'django' && version);
  versions.sort((a, b) => b.certainty - a.certainty);
  return { django: versions[0]?.version, libraries: [...libraries].sort() };
}

/** How texts name a package where they do not use the package's own name. */
const alsoNamed: Readonly<Record<string, readonly string[]>> = {
  djangorestframework: ['rest framework', 'drf', 'serializer', 'restful'],
  'graphene-django': ['graphene', 'graphql'],
  'strawberry-graphql-django': ['graphql'],
  'channels-redis': ['channels'],
  'django-redis': ['redis'],
  'scikit-learn': ['scikit-learn', 'machine learning'],
  'django-cors-headers': ['cors', 'single page'],
  'django-csp': ['content security policy'],
  'django-allauth': ['authentication'],
  'pytest-django': ['testing', 'unit tests'],
  'pytest-cov': ['coverage'],
  coverage: ['code coverage'],
  gunicorn: ['gunicorn', 'deployment'],
  uvicorn: ['uvicorn', 'asgi'],
  whitenoise: ['static file'],
  'django-storages': ['static file'],
  'sentry-sdk': ['monitoring', 'sentry'],
};

/** Packages that are in every project and speak for no subject. */
const toldNothing = new Set(['asgiref', 'sqlparse', 'tzdata', 'pip', 'setuptools', 'wheel']);

/** The libraries of the stack that a text (title and hint of questions) speaks of. */
export function librariesIn(text: string, { libraries }: Stack): readonly string[] {
  const lower = text.toLowerCase();
  return libraries.filter(
    library =>
      !toldNothing.has(library) &&
      (alsoNamed[library] ?? [library.replace(/^django-/, '').replaceAll('-', ' ')]).some(
        name => name.length > 2 && hasWord(lower, name),
      ),
  );
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && !/[a-z0-9]/.test(text.charAt(at - 1));
}
