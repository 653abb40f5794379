import { plainText } from './plainText';

/** Longer names make a tab too wide. */
const longestName = 60;

/** A question's wording as the name of a file and of its tab; `fallback` where nothing of it is left. */
export function tabName(title: string, fallback: string): string {
  const name = plainText(title)
    .replace(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (name === '') return fallback;
  if (name.length <= longestName) return name;
  const words = name.slice(0, longestName + 1);
  return words.slice(0, Math.max(words.lastIndexOf(' '), longestName / 2)).trim();
}
