import type { DayRules } from '../../study/studyDay';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';

let rules: DayRules | undefined;

/**
 * The start of study days: at the hour in the settings, in this machine's time zone. The same
 * object while the setting is the same.
 */
export function studyDays(): DayRules {
  const startHour = readSetting(settings.dayStart);
  if (rules?.startHour !== startHour) {
    rules = { startHour, offsetMinutes: time => -new Date(time).getTimezoneOffset() };
  }
  return rules;
}
