import type { BlockText } from './blocks';
import { isList } from './blocks';
import { isRemember, nextHeading, splitName, tipsOf } from './headings';
import { linkDestinations } from './inline';

/** What a folder's README.md says about the folder. */
export interface Readme {
  readonly title: string | undefined;
  /** The text of `title="…"` in the title's heading. */
  readonly short?: string;
  readonly introduction: string;
  readonly tips: readonly string[];
  /** The destinations of the links in its lists, in order. */
  readonly links: readonly string[];
}

/** Reads a README: its title, the text up to the list of files, that list, and the tips. */
export function readReadme({ blocks, lines }: BlockText): Readme {
  const links: string[] = [];
  let introductionEnd: number | undefined;
  const tips: string[] = [];
  const titleAt = blocks.findIndex(({ type, level }) => type === 'heading' && level === 1);
  blocks.forEach((block, index) => {
    if (block.type === 'heading' && index > titleAt && block.level <= 2) {
      introductionEnd ??= block.startLine;
      if (isRemember(block.text)) {
        const content = blocks.slice(index + 1, nextHeading(blocks, index, 2));
        for (const tip of tipsOf(content, lines)) tips.push(tip);
      }
    }
    if (!isList(block)) return;
    const found = block.tokens
      .filter(token => token.type === 'inline')
      .flatMap(token => linkDestinations(token.content))
      .filter(destination => isRelative(destination));
    if (found.length > 0 && index > titleAt) introductionEnd ??= block.startLine;
    for (const link of found) links.push(link);
  });
  const start = blocks[titleAt]?.endLine ?? 0;
  return {
    ...(titleAt === -1 ? { title: undefined } : splitName(blocks[titleAt]?.text ?? '')),
    introduction: lines.slice(start, introductionEnd).join('\n').trim(),
    tips,
    links,
  };
}

/** Whether a link leads to another file of the pack. */
export function isRelative(destination: string): boolean {
  return !/^([a-z][a-z0-9+.-]*:|#|\/\/|\\)/i.test(destination);
}

/** Returns the pack path of a link in `folder`; `undefined` if it leads out of the pack. */
export function resolvePath(folder: string, link: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of decode(link.replace(/[?#].*$/s, '')).split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
