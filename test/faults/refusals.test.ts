/** Faults inside the extension host, ordered by the test: see `orders.ts`. */
import { clocks } from './clock';
import { copies } from './copies';
import { middles } from './middle';
import { refusals } from './refusals';
import { newOrders, quietLog, scene } from './scene';
import { kindOfFault } from './table';

describe('a clock or a disk that goes wrong', () => {
  const orders = newOrders();
  const wrong = scene({ orders });
  kindOfFault('A clock or a zone that changes', () => clocks(wrong, orders));
  kindOfFault('A disk or a state that refuses', () => refusals(wrong, orders));
  kindOfFault('Killed in the middle of writing', () => middles(wrong, orders));
  // Last: it makes large files, whose copies are renewed less often.
  kindOfFault('Moves, imports and backups', () => copies(wrong, orders));
  quietLog(wrong);
});
