/** Reads a project's stack (Django version and libraries) from its dependency files. */
import { readRequirementsOf, type Requirement, type StackFile } from './stackFiles';

/** A project's stack. */
export interface Stack {
  /** Django's version as `major.minor`; `undefined` if no file gives it. */
  readonly django: string | undefined;
  /** The packages, in lower case with `-` between words (PEP 503), sorted, without Django. */
  readonly libraries: readonly string[];
}

/** More packages are left out: each is looked for in every question. */
const mostLibraries = 2000;

/** Reads the stack. An unreadable file is ignored; this never throws. */
export function readStack(files: readonly StackFile[]): Stack {
  const libraries = new Set<string>();
  const versions: Requirement[] = [];
  for (const file of files) {
    for (const requirement of readRequirementsOf(file)) {
      if (requirement.name !== 'django') {
        if (libraries.size < mostLibraries) libraries.add(requirement.name);
      } else if (requirement.version) versions.push(requirement);
    }
  }
  versions.sort((a, b) => b.certainty - a.certainty);
  return { django: versions[0]?.version, libraries: [...libraries].sort() };
}

/** Other names that texts use for a package. */
const alsoNamed = new Map<string, readonly string[]>(
  Object.entries({
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
  }),
);

/** Packages in every project that say nothing about its subject. */
const toldNothing = new Set(['asgiref', 'sqlparse', 'tzdata', 'pip', 'setuptools', 'wheel']);

/** The libraries of the stack that a text (title and hint of questions) mentions. */
export function librariesIn(text: string, { libraries }: Stack): readonly string[] {
  const lower = text.toLowerCase();
  return libraries.filter(
    library =>
      !toldNothing.has(library) &&
      (alsoNamed.get(library) ?? [library.replace(/^django-/, '').replaceAll('-', ' ')]).some(
        name => name.length > 2 && hasWord(lower, name),
      ),
  );
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && !/[a-z0-9]/.test(text.charAt(at - 1));
}
