/**
 * Releases what was opened, the last one first, and empties the list. All of it is released also when a part fails; the
 * first failure is thrown then.
 */
export async function releaseAll(opened: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const release of opened.splice(0).reverse()) {
    try {
      await release();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
