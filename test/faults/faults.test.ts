/**
 * Faults, tried on the packaged .vsix in a VS Code as people have it; no part of it knows that it is
 * tested. `npm run test:faults` tries the most telling ones, `npm run test:faults -- --long` all of
 * them, often.
 */
import { crashes } from './kills';
import { clocks } from './clock';
import { middles } from './middle';
import { refusals } from './refusals';
import { newOrders, quietLog, scene } from './scene';
import { spoiltStorage } from './storage';
import { printTable } from './table';
import { windows } from './windows';

describe('two windows, a crash or a spoilt copy', () => {
  const plain = scene();
  windows(plain); // first: it wants questions that nobody has rated
  crashes(plain);
  spoiltStorage(plain);
  quietLog(plain);
});

describe('a clock or a disk that goes wrong', () => {
  const orders = newOrders();
  const wrong = scene({ orders });
  clocks(wrong, orders);
  refusals(wrong, orders);
  middles(wrong, orders);
  quietLog(wrong);
});

after(printTable);
