import type { FromWebview, PageStrings } from '../../protocol/question';
import type { Page } from '../kit/start';
import type { PageState } from './state';

/** What every part of the page may use; it remembers the question shown. */
export type PageContext = Page<FromWebview, PageState, PageStrings>;
