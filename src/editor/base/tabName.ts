import { plainText } from './plainText';

/** Longer names make the tab too wide. */
const longestName = 60;

/** A question's wording as a file and tab name; `fallback` if nothing usable remains. */
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
