/** What ends or spoils a VS Code from outside. `README.md` of the project says how to try them all. */
import { crashes } from './kills';
import { quietLog, scene } from './scene';
import { spoiltStorage } from './storage';
import { kindOfFault } from './table';
import { windows } from './windows';

describe('two windows, a crash or a spoilt copy', () => {
  const plain = scene();
  // First: it wants questions that nobody has rated.
  kindOfFault('Two windows, or two actions in one', () => windows(plain));
  kindOfFault('Killed or closed at an action, or up to 200 ms after it', () => crashes(plain));
  kindOfFault('Copies that are damaged, missing, old, newer or huge', () => spoiltStorage(plain));
  quietLog(plain, [/unexpected error parsing storage contents/]); // VS Code, of a state that was cut off
});
