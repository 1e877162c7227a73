import { dieAtStatement } from '../../testing/dying/index.ts';
import { migrate } from '../migrate.ts';

// A migration to be killed at the statement of this number.
const [url = '', statement = '0'] = process.argv.slice(2);
dieAtStatement(Number(statement));
await migrate(url);
