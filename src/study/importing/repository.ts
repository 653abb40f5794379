/** Parses repository addresses as people write and copy them. */

/**
 * Returns the address to clone: `owner/name` is GitHub's, and the address of a page in GitHub,
 * GitLab or Bitbucket gives its repository. `undefined` if it is invalid or holds a password.
 */
export function repositoryAddress(typed: string): string | undefined {
  const text = typed.trim().replace(/^git\s+clone\s+/, '');
  if (text.length > 500) return undefined;
  const short = /^([\w.-]+)\/([\w.-]+)$/.exec(text);
  if (short && !/^\.+$/.test(short[1] ?? '') && !/^\.+$/.test(short[2] ?? ''))
    return `https://github.com/${text.replace(/\.git$/, '')}`;
  // Only https: others, such as `ext::`, make Git run a program.
  const match = /^https:\/\/([\w.-]+(?::\d{1,5})?)\/([^\s?#@\\]+)/i.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const path = match[2].replace(/\/+$/, '');
  const parts = path.split('/');
  if (
    parts.some(
      part =>
        part === '' || part === '.' || part === '..' || (part.startsWith('-') && part !== '-'),
    )
  )
    return undefined;
  if (/^(?:www\.)?(?:github\.com|bitbucket\.org)$/i.test(match[1])) {
    const [owner, name] = parts;
    if (owner === undefined || name === undefined) return undefined;
    return `https://${match[1].replace(/^www\./i, '').toLowerCase()}/${owner}/${name}`;
  }
  const page = parts.indexOf('-');
  return `https://${match[1]}/${(page > 1 ? parts.slice(0, page) : parts).join('/')}`;
}
