/** Formats a plan's names, days and shares. */
import * as vscode from 'vscode';
import { dateOf } from '../../study/plan/calendar';
import type { PlannedInterview } from '../../study/plan/interviews';

const dayMs = 24 * 60 * 60 * 1000;

/** A day since 1970 as "Thu, 12 March 2026". */
export function dayText(day: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(day * dayMs);
}

/** A day since 1970 as "Thu, 12 Mar". */
export function shortDayText(day: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(day * dayMs);
}

/** "today", "tomorrow", "9 days". */
export function daysLeftText(days: number): string {
  if (days === 0) return vscode.l10n.t('today');
  return days === 1 ? vscode.l10n.t('tomorrow') : vscode.l10n.t('{0} days', days);
}

/** A share as whole percents. */
export function percent(share: number): number {
  return Math.round(100 * share);
}

/** The interview's name, or a default. */
export function nameOf({ name }: PlannedInterview): string {
  return name === '' ? vscode.l10n.t('Interview') : name;
}

/** The interview's name among these, or its day if it has none or shares it. */
export function nameAmong(
  interview: PlannedInterview,
  all: readonly { readonly interview: PlannedInterview }[],
): string {
  const { name, day } = interview;
  const isClear = name !== '' && all.filter(each => each.interview.name === name).length === 1;
  if (isClear) return name;
  return vscode.l10n.t('{0} on {1}', nameOf(interview), shortDayText(day));
}

/** "A, B and C" in the language of VS Code. */
export function listText(parts: readonly string[]): string {
  return new Intl.ListFormat(vscode.env.language, { type: 'conjunction' }).format(parts);
}

/** The day as 2026-12-24, readable in every language. */
export function isoDate(day: number): string {
  const [year, month, date] = dateOf(day);
  return [year, ...[month, date].map(each => String(each).padStart(2, '0'))].join('-');
}
