import type { BlockText } from './blocks';
import { isList } from './blocks';
import { isRemember, nextHeading, splitName, tipsOf } from './headings';
import { linkDestinations } from './inline';
import type { Steps } from '../steps';

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

/** No more of a paragraph is searched for links: no person wrote it. In UTF-16 units. */
const longestParagraph = 10_000;
/** The number of UTF-16 units per step. */
const unitsInStep = 5_000;

/** Reads a README, in steps: its title, the text up to the list of files, that list, and the tips. */
export function* readReadme({ blocks, lines }: BlockText): Steps<Readme> {
  const links: string[] = [];
  let introductionEnd: number | undefined;
  const tips: string[] = [];
  const titleAt = blocks.findIndex(({ type, level }) => type === 'heading' && level === 1);
  let units = 0;
  for (const [index, block] of blocks.entries()) {
    if (block.type === 'heading' && index > titleAt && block.level <= 2) {
      introductionEnd ??= block.startLine;
      if (isRemember(block.text)) {
        const content = blocks.slice(index + 1, nextHeading(blocks, index, 2));
        for (const tip of tipsOf(content, lines)) tips.push(tip);
      }
    }
    if (!isList(block)) continue;
    for (const { type, content } of block.tokens) {
      if (type !== 'inline') continue;
      const text = content.slice(0, longestParagraph);
      units += text.length + 1;
      if (units >= unitsInStep) {
        units = 0;
        yield;
      }
      for (const destination of linkDestinations(text)) {
        if (!isRelative(destination)) continue;
        if (index > titleAt) introductionEnd ??= block.startLine;
        links.push(destination);
      }
    }
  }
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
