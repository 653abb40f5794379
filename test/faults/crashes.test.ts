/** Faults that end a VS Code from outside, and windows that work in parallel. */
import { crashes } from './kills';
import { quietLog, scene } from './scene';
import { kindOfFault } from './table';
import { windows } from './windows';

describe('two windows, or a crash', () => {
  const plain = scene();
  // First, since it needs questions that nobody has rated.
  kindOfFault('Two windows, or two actions in one', () => windows(plain));
  kindOfFault('Killed or closed at an action, or up to 200 ms after it', () => crashes(plain));
  quietLog(plain);
});
