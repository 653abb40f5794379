import type { ReviewLimits } from '../../study/review/queue';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';

/** Reads the daily question limits from the settings. */
export function reviewLimits(): ReviewLimits {
  return {
    newPerDay: readSetting(settings.newPerDay),
    reviewsPerDay: readSetting(settings.reviewsPerDay),
  };
}
