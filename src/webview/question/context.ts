import type { FromWebview, PageStrings } from '../../protocol/question';
import type { Page } from '../kit/start';
import type { PageState } from './state';

/** The context of all parts of the page, which remembers the question shown. */
export type PageContext = Page<FromWebview, PageState, PageStrings>;
