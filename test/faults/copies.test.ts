/** Copies of progress that are not as they were written. */
import { quietLog, scene } from './scene';
import { spoiltStorage } from './storage';
import { kindOfFault } from './table';

describe('a spoilt copy', () => {
  const plain = scene();
  kindOfFault('Copies that are damaged, missing, old, newer or huge', () => spoiltStorage(plain));
  quietLog(plain, [/unexpected error parsing storage contents/]); // VS Code, of a state that was cut off
});
