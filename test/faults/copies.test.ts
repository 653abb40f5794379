/** Faults in stored copies of progress. */
import { quietLog, scene } from './scene';
import { spoiltStorage } from './storage';
import { kindOfFault } from './table';

describe('a spoilt copy', () => {
  const plain = scene();
  kindOfFault('Copies that are damaged, missing, old, newer or huge', () => spoiltStorage(plain));
  quietLog(plain, [/unexpected error parsing storage contents/]); // VS Code, of a cut-off state
});
