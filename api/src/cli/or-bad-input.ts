import { BadRegister } from '../interop/registers/register.js';
import { BadInput } from './command.js';

/** Runs the reading of a file; what is wrong with the file becomes exit code 2. */
export function orBadInput<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof BadRegister) throw new BadInput(cause.message);
    throw cause;
  }
}
