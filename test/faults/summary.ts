/** Run when all faults were tried: prints what came of them, and with FAULTS_WRITE writes it into the README. */
import { printTable, writeSummary } from './table';

printTable();
if (process.env.FAULTS_WRITE !== undefined) writeSummary();
