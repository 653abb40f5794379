/**
 * Faults, tried on the packaged .vsix in a VS Code as people have it; no part of it knows that it is
 * tested. `npm run test:faults` tries the most telling ones, `npm run test:faults -- --long` all of
 * them, often; with `--write` it puts what came of it into README.
 */
import { crashes } from './kills';
import { clocks } from './clock';
import { middles } from './middle';
import { refusals } from './refusals';
import { newOrders, quietLog, scene } from './scene';
import { spoiltStorage } from './storage';
import { kindOfFault, printTable, writeSummary } from './table';
import { windows } from './windows';

describe('two windows, a crash or a spoilt copy', () => {
  const plain = scene();
  // First: it wants questions that nobody has rated.
  kindOfFault('Two windows, or two actions in one', () => windows(plain));
  kindOfFault('Killed or closed at an action, or up to 200 ms after it', () => crashes(plain));
  kindOfFault('Copies that are damaged, missing, old, newer or huge', () => spoiltStorage(plain));
  quietLog(plain, [/unexpected error parsing storage contents/]); // VS Code, of a state that was cut off
});

describe('a clock or a disk that goes wrong', () => {
  const orders = newOrders();
  const wrong = scene({ orders });
  kindOfFault('A clock or a zone that changes', () => clocks(wrong, orders));
  kindOfFault('A disk or a state that refuses', () => refusals(wrong, orders));
  kindOfFault('Killed in the middle of writing', () => middles(wrong, orders));
  quietLog(wrong);
});

after(() => {
  printTable();
  if (process.env.FAULTS_WRITE !== undefined) writeSummary();
});
