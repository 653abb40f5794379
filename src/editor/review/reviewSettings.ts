import type { ReviewLimits } from '../../study/review/queue';
import { numberSetting } from '../base/localDays';
import type { Study } from '../core/study';

/** How many questions a study day holds, by the settings. */
export function reviewLimits(study: Study): ReviewLimits {
  const limit = (name: 'newPerDay' | 'reviewsPerDay', fallback: number) =>
    Math.trunc(numberSetting(study.setting<unknown>(name, fallback), 0, 9999, fallback));
  return { newPerDay: limit('newPerDay', 10), reviewsPerDay: limit('reviewsPerDay', 200) };
}
