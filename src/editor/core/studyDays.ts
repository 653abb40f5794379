import type { DayRules } from '../../study/studyDay';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';

let rules: DayRules | undefined;

/**
 * Where study days begin: at the hour of the setting, in the time zone of this machine. The same
 * object as long as the setting is the same.
 */
export function studyDays(): DayRules {
  const startHour = readSetting(settings.dayStart);
  if (rules?.startHour !== startHour) {
    rules = { startHour, offsetMinutes: time => -new Date(time).getTimezoneOffset() };
  }
  return rules;
}
