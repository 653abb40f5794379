/** The table of Markdown question shapes. To add one, add a file and a line here. */
import type { Shape } from '../shape';
import { apartShape } from './apart';
import { boldShape } from './bold';
import { detailsShape } from './details';
import { fencesShape } from './fences';
import { flashcardsShape } from './flashcards';
import { headingsShape } from './headings';
import { keysShape } from './keys';
import { labelsShape } from './labels';
import { linesShape } from './lines';
import { linksShape } from './links';
import { listShape } from './list';
import { numbersShape } from './numbers';
import { packShape } from './pack';
import { paragraphsShape } from './paragraphs';
import { partsShape } from './parts';
import { tableShape } from './table';
import { triviaShape } from './trivia';

export const shapes: readonly Shape[] = [
  packShape,
  partsShape,
  triviaShape,
  apartShape,
  headingsShape,
  numbersShape,
  boldShape,
  detailsShape,
  labelsShape,
  keysShape,
  flashcardsShape,
  tableShape,
  listShape,
  linksShape,
  fencesShape,
  paragraphsShape,
  linesShape,
];
