/** Why something that was asked for was not done; nothing where it was. */
export function FaultLine({ fault }: { readonly fault: string | null }) {
  if (fault === null) return null;
  return (
    <p className="bad-text fault" role="alert">
      {fault}
    </p>
  );
}
