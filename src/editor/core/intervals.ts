/** Spans of time as a person reads them, in the language of VS Code. */
import * as vscode from 'vscode';
import type { Card } from '../../study/review/schedule';

const minute = 60 * 1000;
const hour = 60 * minute;
/** Days of an average month and year. */
const month = 30.44;
const year = 365.25;

type Width = 'short' | 'long';

/** How long until the card is due after being rated at `now`: "10 min", "4 days", "1.6 mths". */
export function intervalText(card: Card, now: number, width: Width): string {
  if (card.interval > 0) return daysText(card.interval, width);
  return durationText(card.due - now, width);
}

/** A duration in ms: "40 sec", "12 min", "1.5 hr". */
export function durationText(ms: number, width: Width): string {
  if (ms < minute) return unit(Math.max(0, Math.round(ms / 1000)), 'second', width);
  if (ms < hour) return unit(Math.round(ms / minute), 'minute', width);
  return unit(tenths(ms / hour), 'hour', width);
}

function daysText(days: number, width: Width): string {
  if (days < 31) return unit(days, 'day', width);
  if (days < year) return unit(tenths(days / month), 'month', width);
  return unit(tenths(days / year), 'year', width);
}

/** A day, such as "Saturday, March 14". */
export function dateText(time: number): string {
  return new Intl.DateTimeFormat(language(), {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(Math.abs(time - Date.now()) > 300 * 24 * hour && { year: 'numeric' }),
  }).format(time);
}

function unit(value: number, name: string, unitDisplay: Width): string {
  return new Intl.NumberFormat(language(), { style: 'unit', unit: name, unitDisplay }).format(
    value,
  );
}

function tenths(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}

/** The language of VS Code, where the runtime knows it. */
function language(): string {
  try {
    return Intl.getCanonicalLocales(vscode.env.language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
