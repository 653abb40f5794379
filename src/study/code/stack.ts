/** Reads a project's stack (Django version and libraries) from its dependency files. */
import { readRequirementsOf, type Requirement, type StackFile } from './stackFiles';

/** A project's stack. */
export interface Stack {
  /** Django's version as `major.minor`; `undefined` if no file gives it. */
  readonly django: string | undefined;
  /** The packages, in lower case with `-` between words (PEP 503), sorted, without Django. */
  readonly libraries: readonly string[];
}

/** More packages are left out: no project names so many itself. */
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

/** Longer names of packages are left out, in UTF-16 units: no text has them. */
const longestName = 40;

/**
 * Tells whether a text (title and hint of a question) mentions a library of the stack. Takes time in
 * proportion to the text, however many libraries there are.
 */
export function mentionsOf({ libraries }: Stack): (text: string) => boolean {
  const all = libraries
    .filter(library => !toldNothing.has(library))
    .flatMap(
      library => alsoNamed.get(library) ?? [library.replace(/^django-/, '').replaceAll('-', ' ')],
    )
    .filter(({ length }) => length > 2 && length <= longestName)
    .sort();
  const names: string[] = [];
  // One that begins with another is found with that one.
  for (const name of all) if (!name.startsWith(names.at(-1) ?? '\0')) names.push(name);
  return text => {
    const lower = text.toLowerCase();
    for (const { index } of lower.matchAll(/(?<![a-z0-9])[a-z0-9]/g)) {
      const rest = lower.slice(index, index + longestName);
      if (rest.startsWith(lastUpTo(rest, names) ?? '\0')) return true;
    }
    return false;
  };
}

/** The last of the sorted names that is not behind `text` in their order. */
function lastUpTo(text: string, names: readonly string[]): string | undefined {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return names[low - 1];
}
