import type { ReviewLimits } from '../../study/review/queue';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';

/** How many questions a study day holds, by the settings. */
export function reviewLimits(): ReviewLimits {
  return {
    newPerDay: readSetting(settings.newPerDay),
    reviewsPerDay: readSetting(settings.reviewsPerDay),
  };
}
