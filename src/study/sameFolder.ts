/**
 * Decides whether two addresses are one folder. A project opened on the desktop, in its container,
 * through WSL or over SSH has a different address each time.
 */

/** The relevant parts of an address, as in a URI. */
export interface FolderAddress {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

/** What identifies a folder, wherever it is opened from. */
export interface FolderMarks {
  readonly address: FolderAddress;
  /** The server and path of its git remote, with the folder's path in the repository. */
  readonly remote?: string;
  /** The first commit of its repository, with the folder's path in it. */
  readonly commit?: string;
}

/** The strength of evidence that two addresses are one folder; greater is stronger. */
export const likenesses = {
  none: 0,
  name: 1,
  repository: 2,
  namedRepository: 3,
  address: 4,
} as const;
export type Likeness = (typeof likenesses)[keyof typeof likenesses];

/** The strength of evidence for `a` and `b`. */
export function likenessOf(a: FolderMarks, b: FolderMarks): Likeness {
  const addresses = addressesOf(a.address);
  if (addressesOf(b.address).some(address => addresses.includes(address))) {
    return likenesses.address;
  }
  const isNamesake = nameOf(a.address) !== '' && nameOf(a.address) === nameOf(b.address);
  const isSame = (mark: 'remote' | 'commit') => a[mark] !== undefined && a[mark] === b[mark];
  if (isSame('remote') || isSame('commit')) {
    return isNamesake ? likenesses.namedRepository : likenesses.repository;
  }
  // A name alone counts if one is on another machine than the other and no repository disagrees.
  const isElsewhere =
    isOfComputer(a.address) &&
    isOfComputer(b.address) &&
    (a.address.scheme !== b.address.scheme || a.address.authority !== b.address.authority);
  const bothKnown = hasRepository(a) && hasRepository(b);
  return isNamesake && isElsewhere && !bothKnown ? likenesses.name : likenesses.none;
}

/** Whether the folder is on a disk, local or of a remote computer. */
function isOfComputer({ scheme }: FolderAddress): boolean {
  return scheme === 'file' || scheme === 'vscode-remote';
}

function hasRepository({ remote, commit }: FolderMarks): boolean {
  return remote !== undefined || commit !== undefined;
}

/** The last part of the path; empty for the root. */
export function nameOf({ path }: Pick<FolderAddress, 'path'>): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

/** A folder's addresses from the desktop and from WSL, in one form. */
function addressesOf({ scheme, authority, path }: FolderAddress): readonly string[] {
  const trimmed = path.replace(/(?<=.)\/+$/, '');
  if (scheme === 'file')
    return [ofDesktop(authority === '' ? trimmed : `//${authority}${trimmed}`)];
  const own = `${scheme}://${authority}${trimmed}`;
  if (scheme !== 'vscode-remote') return [own];
  const [kind = '', what = ''] = authority.split('+', 2);
  if (kind === 'wsl') return [ofWsl(what, trimmed)];
  if (kind === 'dev-container' || kind === 'attached-container') {
    const host = hostPathOf(what);
    const isWhole = nameOf({ path }) === host?.split(/[\\/]/).at(-1) || isShort(trimmed);
    return host !== undefined && isWhole ? [own, ofDesktop(host)] : [own];
  }
  return [own];
}

/** `/app`, `/workspaces/shop`: where containers mount the whole folder. */
function isShort(path: string): boolean {
  return path.split('/').length <= 3;
}

/** A desktop path, as written in a URI or by Windows; one leading into WSL becomes WSL's. */
function ofDesktop(path: string): string {
  const slashes = path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
  const [, distribution, inWsl] = /^\/\/wsl(?:\$|\.localhost)\/([^/]+)(.*)$/i.exec(slashes) ?? [];
  if (distribution !== undefined) return ofWsl(distribution, inWsl ?? '');
  // Windows paths ignore case.
  const [, onDrive] = /^\/?([a-z]:.*)$/i.exec(slashes) ?? [];
  return onDrive === undefined ? `file://${slashes}` : `file:///${onDrive.toLowerCase()}`;
}

function ofWsl(distribution: string, path: string): string {
  const [, drive, onDrive = ''] = /^\/mnt\/([a-z])(\/.*)?$/i.exec(path) ?? [];
  if (drive !== undefined) return ofDesktop(`${drive}:${onDrive}`);
  return `wsl+${distribution.toLowerCase()}:${path}`;
}

/**
 * The desktop folder a container was made from: its address contains it as hexadecimal digits,
 * plain or in JSON as `hostPath`. `undefined` for anything else.
 */
function hostPathOf(authority: string): string | undefined {
  const [digits = ''] = authority.split('@', 1);
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return undefined;
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith('{')) return /^(?:\/|\\\\|[a-z]:)/i.test(text) ? text : undefined;
  try {
    const { hostPath } = JSON.parse(text) as { readonly hostPath?: unknown };
    return typeof hostPath === 'string' ? hostPath : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The remote's address in a repository's `config`: that of `origin`, or else the first. Only server
 * and path, so that all spellings are equal and no password is kept.
 */
export function remoteOf(config: string): string | undefined {
  const remotes = new Map<string, string>();
  let section = '';
  for (const line of config.split('\n')) {
    const [, name] = /^\s*\[([^\]]*)\]/.exec(line) ?? [];
    if (name !== undefined) section = name.trim();
    const [, url] = /^\s*url\s*=\s*(\S.*)$/.exec(line) ?? [];
    if (url !== undefined && section.startsWith('remote ') && !remotes.has(section)) {
      // Cut: no address is longer, and many slashes in one would be gone over again and again.
      remotes.set(section, url.slice(0, longestUrl).trim());
    }
  }
  const url = remotes.get('remote "origin"') ?? [...remotes.values()][0];
  return url === undefined ? undefined : serverAndPath(url);
}

/** In UTF-16 units. */
const longestUrl = 2000;

function serverAndPath(url: string): string | undefined {
  const [, address] = /^[a-z][a-z0-9+.-]*:\/\/(.*)$/i.exec(url) ?? [];
  const parts =
    address === undefined
      ? // git@host:path; a single letter is a drive of Windows
        /^(?:[^@/\s]+@)?([^:/\s]{2,}):(.+)$/.exec(url)
      : /^(?:[^@/]*@)?([^/]*)(?:\/(.*))?$/.exec(address);
  const [, host = '', path = ''] = parts ?? ['', '', url];
  const trimmed = path.replace(/\/+$/, '').replace(/\.git$/, '');
  const below = trimmed.replace(/^\/+/, '');
  if (below === '') return undefined;
  return host === '' ? trimmed : `${host.replace(/:\d+$/, '').toLowerCase()}/${below}`;
}

/** The first commit of a repository created here, by the first line of its `logs/HEAD`. */
export function firstCommitOf(log: string): string | undefined {
  return /^0{40,64} ([0-9a-f]{40,64}) .*\tcommit \(initial\)/.exec(log)?.[1];
}
