/** Durations and percentages as text in the language of VS Code. */
import * as vscode from 'vscode';
import type { Card } from '../../study/review/schedule';

const minute = 60 * 1000;
/** Days of an average month and year. */
const month = 30.44;
const year = 365.25;

type Width = 'short' | 'long';

/** The interval until the card is due if rated at `now`: "10 min", "4 days", "1.6 mths". */
export function intervalText(card: Card, now: number, width: Width): string {
  if (card.interval > 0) return daysText(card.interval, width);
  return durationText(card.due - now, width);
}

/**
 * A duration in ms: "40 sec", "12 min", "1 hr 30 min".
 * @param exact includes seconds after minutes: "2 min 5 sec"
 */
export function durationText(ms: number, width: Width, exact = false): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = exact ? Math.floor(seconds / 60) : Math.round(ms / minute);
  if (seconds < 60) return unit(seconds, 'second', width);
  const parts: readonly (readonly [value: number, name: string])[] =
    minutes < 60
      ? [
          [minutes, 'minute'],
          [exact ? seconds % 60 : 0, 'second'],
        ]
      : [
          [Math.floor(minutes / 60), 'hour'],
          [minutes % 60, 'minute'],
        ];
  return parts
    .filter(([value]) => value > 0)
    .map(([value, name]) => unit(value, name, width))
    .join(' ');
}

/** A share from 0 to 1 as whole percents: "67%", in German "67 %". */
export function shareText(share: number): string {
  return new Intl.NumberFormat(language(), { style: 'percent' }).format(share);
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
    ...(Math.abs(time - Date.now()) > 300 * 24 * 60 * minute && { year: 'numeric' }),
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

/** The language of VS Code, if the runtime supports it. */
function language(): string {
  try {
    return Intl.getCanonicalLocales(vscode.env.language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
