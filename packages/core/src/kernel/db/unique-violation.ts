/** Whether an error says that a row with this unique key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    code === 'P2002' ||
    code === '23505' ||
    error.message.includes('23505') ||
    error.message.includes('duplicate key value')
  );
}
